package care.handrail.workbench.web;

import care.handrail.records.UnreadableRecordException;
import care.handrail.workbench.PatientRecord;
import care.handrail.workbench.PatientRecords;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Hands out what a person may see of a patient. */
@RestController
@Tag(name = "Patients")
class PatientController {

    private final PatientRecords patients;

    PatientController(PatientRecords patients) {
        this.patients = patients;
    }

    @Operation(summary = "Look at a patient's record", description = """
                    Who the patient is, how to reach them, their episodes and open steps, and what was recorded, with its \
                    amendments; as far as the person may see it, and nothing of the rest. The view is recorded. \
                    Permission: the matrix, by class of data; clinicians while they are on the care team.""")
    @ApiResponse(responseCode = "200", description = "The record.")
    @ApiResponse(
            responseCode = "404",
            description = "There is no such patient, or you may see nothing of them.",
            content = @Content)
    @GetMapping("/api/patients/{patientId}")
    PatientRecord open(@PathVariable String patientId) {
        return patients.open(patientId);
    }

    @ExceptionHandler
    ProblemDetail unreadable(UnreadableRecordException e) {
        var problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
        problem.setTitle("This record cannot be read");
        return problem;
    }
}
