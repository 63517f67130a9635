package care.handrail.workbench.web;

import care.handrail.patients.PatientNotFoundException;
import care.handrail.records.UnreadableRecordException;
import care.handrail.workbench.PatientRecords;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page with what a person may see of a patient. */
@Controller
@Hidden
class RecordPage {

    private final PatientRecords patients;
    private final Clock clock;

    RecordPage(PatientRecords patients, Clock clock) {
        this.patients = patients;
        this.clock = clock;
    }

    @GetMapping("/patients/{patientId}")
    String open(@PathVariable String patientId, Model page) {
        page.addAttribute("patient", patients.open(patientId));
        page.addAttribute("words", new PageWords(clock));
        return "patient-record";
    }

    @ExceptionHandler
    String notFound(PatientNotFoundException e, Model page, HttpServletResponse response) {
        return instead(page, response, HttpStatus.NOT_FOUND, "No such patient", e);
    }

    @ExceptionHandler
    String unreadable(UnreadableRecordException e, Model page, HttpServletResponse response) {
        return instead(page, response, HttpStatus.INTERNAL_SERVER_ERROR, "This record cannot be read", e);
    }

    private static String instead(
            Model page, HttpServletResponse response, HttpStatus status, String heading, RuntimeException e) {
        response.setStatus(status.value());
        page.addAttribute("heading", heading);
        page.addAttribute("reason", e.getMessage());
        return "patient-not-shown";
    }
}
