package care.handrail.referrals.web;

import ca.uhn.fhir.context.FhirContext;
import care.handrail.referrals.InboundReferrals.Receipt;
import java.util.Date;
import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers those who refer patients to us in FHIR. */
final class FhirAnswers {

    static final String JSON = "application/fhir+json";

    private static final String REFERENCE = "urn:handrail:referral-reference";

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private FhirAnswers() {}

    /** Returns a task that is received, with our reference: it is somebody's work. */
    static ResponseEntity<String> taken(Receipt receipt) {
        var task = new Task();
        task.setStatus(TaskStatus.RECEIVED);
        task.setIntent(TaskIntent.ORDER);
        task.addIdentifier().setSystem(REFERENCE).setValue(receipt.reference());
        task.setAuthoredOn(Date.from(receipt.arrivedAt()));
        return answer(receipt.isNew() ? HttpStatus.CREATED : HttpStatus.OK, task);
    }

    /** @param problems a sentence for each path */
    static ResponseEntity<String> refused(HttpStatus status, Map<String, String> problems) {
        var outcome = new OperationOutcome();
        problems.forEach((path, sentence) -> outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(type(status))
                .setDiagnostics(path + ": " + sentence)
                .addExpression(path));
        return answer(status, outcome);
    }

    private static IssueType type(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> IssueType.STRUCTURE;
            case CONFLICT -> IssueType.DUPLICATE;
            case PAYLOAD_TOO_LARGE -> IssueType.TOOLONG;
            case SERVICE_UNAVAILABLE -> IssueType.TRANSIENT;
            default -> IssueType.NOTSUPPORTED;
        };
    }

    private static ResponseEntity<String> answer(HttpStatus status, Resource resource) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(JSON))
                .body(FHIR.newJsonParser().encodeResourceToString(resource));
    }
}
