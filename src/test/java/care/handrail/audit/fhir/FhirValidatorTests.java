package care.handrail.audit.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.AuditEvent.Purpose;
import care.handrail.audit.AuditTrail.InclusionProof;
import care.handrail.audit.Checkpoint;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.Test;

/** Holds the exported rows to FHIR's own validator and the definitions of R4, which takes long to begin. */
class FhirValidatorTests {

    private static final String ROW = """
            {"basis":"9b1d1c2e-52e7-4d43-8f0a-6f1f0f7f4c22","client_address":"192.0.2.7","detail":"identity,contact",\
            "episode_id":"episode-1","event_no":8,"happened_at":"2026-03-02T10:00:01.123456Z","kind":"%s",\
            "object":"form:CaptureDetails","object_version":"release-1","outcome":"%s","patient_id":"patient-1",\
            "process_instance_id":"instance-1","purpose":"%s","request_id":"request-1",\
            "roles":"clinician,nursing","task_id":"task-1","user_id":"carla"}""";

    private static final String LEAST = """
            {"event_no":1,"happened_at":"2026-03-02T10:00:01Z","kind":"SIGN_IN_REFUSED","object":"x","outcome":"REFUSED",\
            "roles":"","user_id":"system"}""";

    private static final InclusionProof PROOF = new InclusionProof(
            ROW,
            1,
            List.of("aa", "bb"),
            new Checkpoint(3, 3, 7, 9, "cc", "dd", Instant.parse("2026-03-02T10:01:00Z"), "key", "signature"));

    @Test
    void findsNothingWrongWithAnyRowAndWouldFindIt() {
        var validator = validator();
        var types = new HashSet<Object>();
        var ofEachType = Arrays.stream(Kind.values())
                .filter(kind -> types.add(
                        Objects.requireNonNull(KindInFhir.all().get(kind)).words()))
                .map(kind -> ROW.formatted(kind, "ALLOWED", "TREAT"));
        var ofEachPurpose =
                Arrays.stream(Purpose.values()).map(purpose -> ROW.formatted("FORM_VIEWED", "REFUSED", purpose));

        assertThat(Stream.of(ofEachType, ofEachPurpose, Stream.of(LEAST))
                        .flatMap(rows -> rows)
                        .flatMap(row -> problems(validator, FhirAuditEvents.line(row, PROOF))))
                .isEmpty();

        var wrong = FhirAuditEvents.line(LEAST, null).replace("\"110114\"", "\"no-such-code\"");
        assertThat(problems(validator, wrong)).anyMatch(problem -> problem.startsWith("AuditEvent.type: Unknown code"));
    }

    /** Its warnings tell that our own lists of codes are not published, and that a row has no narrative. */
    private static Stream<String> problems(FhirValidator validator, String resource) {
        return validator.validateWithResult(resource).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(message -> message.getLocationString() + ": " + message.getMessage());
    }

    private static FhirValidator validator() {
        var fhir = FhirContext.forR4Cached();
        var definitions = new ValidationSupportChain(
                new DefaultProfileValidationSupport(fhir),
                new InMemoryTerminologyServerValidationSupport(fhir),
                new CommonCodeSystemsTerminologyService(fhir));
        return fhir.newValidator().registerValidatorModule(new FhirInstanceValidator(definitions));
    }
}
