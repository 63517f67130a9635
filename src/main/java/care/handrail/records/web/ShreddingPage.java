package care.handrail.records.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.records.ShreddingReason;
import care.handrail.records.ShreddingRefusedException;
import care.handrail.records.Shreddings;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
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

/** The page on which one person asks that a record be destroyed, and another one decides. */
@Controller
@RequestMapping("/shreddings")
@Hidden
class ShreddingPage {

    private static final Map<String, String> DONE = Map.of(
            "asked", "It is asked for. Somebody of clinical governance has to decide about it now.",
            "destroyed", "The record is destroyed. The trail keeps who asked for it and who decided.",
            "withdrawn", "It is taken back. The record stays.");

    private final Shreddings shreddings;

    ShreddingPage(Shreddings shreddings) {
        this.shreddings = shreddings;
    }

    @GetMapping
    String show(@RequestParam(defaultValue = "") String done, Model page) {
        return show(DONE.get(done), null, page);
    }

    @PostMapping
    String ask(
            @RequestParam(defaultValue = "") String patientId,
            @RequestParam(defaultValue = "") String reason,
            Model page,
            HttpServletResponse response) {
        page.addAttribute("typed", patientId);
        var why = Arrays.stream(ShreddingReason.values())
                .filter(known -> known.name().equals(reason))
                .findFirst();
        if (patientId.isBlank() || why.isEmpty()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(null, "Give the patient's id and say why the record is to be destroyed.", page);
        }
        return does("asked", () -> shreddings.ask(patientId.strip(), why.get()), page, response);
    }

    @PostMapping("/{id}/approval")
    String approve(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean sure,
            Model page,
            HttpServletResponse response) {
        if (!sure) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(null, "Nothing was destroyed. Say that you know that it cannot be undone.", page);
        }
        return does("destroyed", () -> shreddings.approve(id), page, response);
    }

    @PostMapping("/{id}/withdrawal")
    String withdraw(@PathVariable String id, Model page, HttpServletResponse response) {
        return does("withdrawn", () -> shreddings.withdraw(id), page, response);
    }

    private String does(String what, Runnable verb, Model page, HttpServletResponse response) {
        try {
            verb.run();
            return "redirect:/shreddings?done=" + what;
        } catch (ShreddingRefusedException e) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return show(null, e.getMessage(), page);
        }
    }

    private String show(@Nullable String notice, @Nullable String problem, Model page) {
        var undecided = shreddings.undecided();
        var staff = CurrentStaff.get().orElseThrow();
        page.addAttribute("undecided", undecided);
        page.addAttribute("me", staff.userId());
        page.addAttribute("asks", staff.has(Role.COMPLIANCE));
        page.addAttribute("decides", staff.has(Role.GOVERNANCE));
        page.addAttribute("reasons", ShreddingReason.values());
        page.addAttribute("notice", notice);
        page.addAttribute("problem", problem);
        return "shreddings";
    }

    @ExceptionHandler
    String refused(AccessRefusedException e, Model page, HttpServletResponse response) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        page.addAttribute("reason", e.getMessage());
        return "refused";
    }
}
