package care.handrail.audit.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.AuditEvent.Purpose;
import care.handrail.audit.AuditTrail.InclusionProof;
import care.handrail.audit.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.codesystems.V3ActReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FhirAuditEventsTests {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private static final String ROW = """
            {"basis":"9b1d1c2e-52e7-4d43-8f0a-6f1f0f7f4c22","client_address":"192.0.2.7","detail":"identity,contact",\
            "episode_id":"episode-1","event_no":8,"happened_at":"2026-03-02T10:00:01.123456Z","kind":"FORM_VIEWED",\
            "object":"form:CaptureDetails","object_version":"release-1","outcome":"ALLOWED","patient_id":"patient-1",\
            "process_instance_id":"instance-1","purpose":"ETREAT","request_id":"request-1",\
            "roles":"clinician,nursing","task_id":"task-1","user_id":"carla"}""";

    private static final InclusionProof PROOF = new InclusionProof(
            ROW,
            1,
            List.of("aa", "bb"),
            new Checkpoint(3, 3, 7, 9, "cc", "dd", Instant.parse("2026-03-02T10:01:00Z"), "key", "signature"));

    @Test
    void saysWhatTheRowSays() {
        var event = read(FhirAuditEvents.line(ROW, PROOF));

        assertThat(event.getIdElement().getIdPart()).isEqualTo("8");
        assertThat(event.getRecordedElement().getValueAsString()).isEqualTo("2026-03-02T10:00:01.123456Z");
        assertThat(event.getType().getCode()).isEqualTo("110110");
        assertThat(event.getSubtype()).extracting(coding -> coding.getCode()).containsExactly("FORM_VIEWED");
        assertThat(event.getAction().toCode()).isEqualTo("R");
        assertThat(event.getOutcome()).isEqualTo(AuditEventOutcome._0);
        assertThat(event.getPurposeOfEventFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("ETREAT");
        var agent = event.getAgentFirstRep();
        assertThat(agent.getWho().getIdentifier().getValue()).isEqualTo("carla");
        assertThat(agent.getRole())
                .extracting(role -> role.getCodingFirstRep().getCode())
                .containsExactly("clinician", "nursing");
        assertThat(agent.getPolicy())
                .extracting(policy -> policy.getValue())
                .containsExactly("urn:uuid:9b1d1c2e-52e7-4d43-8f0a-6f1f0f7f4c22");
        assertThat(agent.getNetwork().getAddress()).isEqualTo("192.0.2.7");
        assertThat(event.getEntity())
                .extracting(entity -> entity.getWhat().getIdentifier().getValue())
                .containsExactly("patient-1", "episode-1", "form:CaptureDetails", "instance-1", "task-1");
        assertThat(event.getEntity().get(2).getDetail())
                .extracting(detail -> detail.getType() + "=" + detail.getValueStringType())
                .containsExactly("object_version=release-1", "detail=identity,contact", "request_id=request-1");
    }

    @Test
    void carriesTheProof() {
        var proof = read(FhirAuditEvents.line(ROW, PROOF)).getExtensionByUrl(FhirAuditEvents.PROOF);

        assertThat(proof.getExtensionString("row")).isEqualTo(ROW);
        assertThat(proof.getExtensionByUrl("index").getValue().primitiveValue()).isEqualTo("1");
        assertThat(proof.getExtensionsByUrl("path"))
                .extracting(hash -> ((StringType) hash.getValue()).getValue())
                .containsExactly("aa", "bb");
        assertThat(proof.getExtensionByUrl("batch").getValue().primitiveValue()).isEqualTo("3");
        assertThat(proof.getExtensionString("root")).isEqualTo("cc");
    }

    @Test
    void aRowThatIsNotSealedCarriesNone() {
        assertThat(read(FhirAuditEvents.line(ROW, null)).getExtension()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindIsAWholeResource(Kind kind) {
        var least = """
                {"event_no":1,"happened_at":"2026-03-02T10:00:01Z","kind":"%s","object":"x","outcome":"REFUSED",\
                "roles":"","user_id":"system"}""".formatted(kind);

        var event = read(FhirAuditEvents.line(least, null));

        assertThat(missing(event)).isEmpty();
        assertThat(event.getOutcome()).isEqualTo(AuditEventOutcome._4);
        assertThat(KindInFhir.all()).containsKey(kind);
    }

    @Test
    void aKindOfAnEarlierVersionIsAWholeResourceToo() {
        assertThat(missing(read(FhirAuditEvents.line(ROW.replace("FORM_VIEWED", "OF_OLD"), null))))
                .isEmpty();
    }

    @Test
    void theCheckOfRequiredElementsBites() {
        assertThat(missing(new AuditEvent())).contains("AuditEvent.type", "AuditEvent.recorded", "AuditEvent.source");
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void everyPurposeIsOneOfFhirs(Purpose purpose) throws Exception {
        assertThat(V3ActReason.fromCode(purpose.name())).isNotNull();
    }

    @Test
    void theDocumentShowsTheTable() throws IOException {
        var document = Files.readAllLines(Path.of("docs/audit-in-fhir.md"));

        assertThat(document)
                .containsAll(KindInFhir.all().entrySet().stream()
                        .map(entry -> "| `" + entry.getKey() + "` | "
                                + entry.getValue().words() + " |")
                        .toList());
    }

    private static AuditEvent read(String line) {
        assertThat(line).doesNotContain("\n");
        return FHIR.newJsonParser()
                .setParserErrorHandler(new StrictErrorHandler())
                .parseResource(AuditEvent.class, line);
    }

    /** Returns the paths of what FHIR asks for and the element does not have. */
    private static List<String> missing(IBase element) {
        var missing = new ArrayList<String>();
        missing("AuditEvent", element, missing);
        return missing;
    }

    private static void missing(String path, IBase element, List<String> missing) {
        if (FHIR.getElementDefinition(element.getClass()) instanceof BaseRuntimeElementCompositeDefinition<?> type) {
            for (var child : type.getChildren()) {
                var values = child.getAccessor().getValues(element);
                var name = path + "." + child.getElementName();
                if (values.size() < child.getMin()) {
                    missing.add(name);
                }
                values.forEach(value -> missing(name, value, missing));
            }
        }
    }
}
