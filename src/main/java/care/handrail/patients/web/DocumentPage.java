package care.handrail.patients.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.pathways.InvalidFormException;
import care.handrail.patients.IntakeDocuments;
import care.handrail.patients.PatientNotFoundException;
import care.handrail.patients.ScannerSilentException;
import care.handrail.records.Documents;
import care.handrail.shared.WorkingCalendar;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The page on which documents are brought in, and on which it shows where each one stands. */
@Controller
@Hidden
@RequestMapping("/documents")
class DocumentPage {

    private final IntakeDocuments intake;
    private final Documents documents;
    private final WorkingCalendar calendar;
    private final Clock clock;

    DocumentPage(IntakeDocuments intake, Documents documents, WorkingCalendar calendar, Clock clock) {
        this.intake = intake;
        this.documents = documents;
        this.calendar = calendar;
        this.clock = clock;
    }

    @GetMapping
    String show(
            @RequestParam(required = false) @Nullable String taken,
            @RequestParam(required = false) @Nullable String repeated,
            Model page) {
        page.addAttribute("taken", reference(taken));
        page.addAttribute("repeated", reference(repeated));
        return list(page);
    }

    @PostMapping
    String take(
            @RequestParam MultipartFile file,
            @RequestParam(required = false) @Nullable String site,
            Model page,
            HttpServletResponse response)
            throws IOException {
        try {
            var name = file.getOriginalFilename();
            var receipt = intake.take(name == null ? "" : name, file.getBytes(), site);
            return "redirect:/documents?" + (receipt.isNew() ? "taken=" : "repeated=") + receipt.reference();
        } catch (InvalidFormException e) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            page.addAttribute("problem", e.getMessage());
            return list(page);
        } catch (ScannerSilentException e) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            page.addAttribute("problem", e.getMessage());
            return list(page);
        }
    }

    @GetMapping("/{reference}/file")
    ResponseEntity<byte[]> open(@PathVariable String reference) {
        return DocumentFile.of(intake.open(reference));
    }

    @ExceptionHandler
    String refused(AccessRefusedException e, Model page, HttpServletResponse response) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        page.addAttribute("reason", e.getMessage());
        return "refused";
    }

    @ExceptionHandler
    String notThere(PatientNotFoundException e, Model page, HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        page.addAttribute("heading", "No such document");
        page.addAttribute("reason", e.getMessage());
        return "patient-not-shown";
    }

    private String list(Model page) {
        page.addAttribute("documents", intake.newest());
        page.addAttribute("mayTake", intake.isOpenToMe());
        page.addAttribute("most", IntakeDocuments.MOST_SHOWN);
        page.addAttribute("sites", calendar.sites());
        page.addAttribute("zone", clock.getZone());
        page.addAttribute("megabytes", documents.maxBytes() / (1024 * 1024));
        return "documents";
    }

    /** What stands in the address may be anybody's text. */
    private static @Nullable String reference(@Nullable String text) {
        return text != null && text.matches("[0-9A-Z]{4}-[0-9A-Z]{4}") ? text : null;
    }
}
