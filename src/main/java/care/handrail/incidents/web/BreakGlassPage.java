package care.handrail.incidents.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.incidents.BreakGlass;
import care.handrail.incidents.BreakGlassReason;
import care.handrail.pathways.InvalidFormException;
import care.handrail.patients.PatientNotFoundException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which somebody says why they open the record of a patient whom they do not treat. */
@Controller
@Hidden
@RequestMapping("/patients/{patientId}/break-glass")
class BreakGlassPage {

    private final BreakGlass breakGlass;

    BreakGlassPage(BreakGlass breakGlass) {
        this.breakGlass = breakGlass;
    }

    @GetMapping
    String ask(@PathVariable String patientId, Model page) {
        return show(patientId, null, "", Map.of(), page);
    }

    @PostMapping
    String open(
            @PathVariable String patientId,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String words,
            Model page,
            HttpServletResponse response) {
        try {
            breakGlass.open(patientId, reason, words);
            return "redirect:/patients/" + patientId;
        } catch (InvalidFormException e) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(patientId, reason, words, e.problems(), page);
        }
    }

    private String show(
            String patientId, @Nullable String reason, String words, Map<String, String> problems, Model page) {
        page.addAttribute("patientId", patientId);
        page.addAttribute("who", breakGlass.who(patientId).inWords());
        page.addAttribute("minutes", breakGlass.lasts().toMinutes());
        page.addAttribute("reasons", BreakGlassReason.values());
        page.addAttribute("chosen", reason);
        page.addAttribute("words", words);
        page.addAttribute("longest", BreakGlass.LONGEST_WORDS);
        page.addAttribute("problems", problems);
        return "break-glass";
    }

    @ExceptionHandler
    String notFound(PatientNotFoundException e, Model page, HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        page.addAttribute("heading", "No such patient");
        page.addAttribute("reason", e.getMessage());
        return "patient-not-shown";
    }

    @ExceptionHandler
    String refused(AccessRefusedException e, Model page, HttpServletResponse response) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        page.addAttribute("reason", e.getMessage());
        return "refused";
    }
}
