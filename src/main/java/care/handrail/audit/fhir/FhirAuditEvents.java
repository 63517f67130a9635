package care.handrail.audit.fhir;

import ca.uhn.fhir.context.FhirContext;
import care.handrail.audit.AuditEvent.Outcome;
import care.handrail.audit.AuditTrail.InclusionProof;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.jspecify.annotations.Nullable;

/** Writes a row of the trail as a FHIR R4 AuditEvent, as docs/audit-in-fhir.md says. */
public final class FhirAuditEvents {

    /** What our own systems of codes and identifiers, and our extension, begin with. */
    static final String OURS = "https://handrail.care/fhir/";

    /** Holds the sealed text of the row and what proves that it was sealed. */
    static final String PROOF = OURS + "StructureDefinition/inclusion-proof";

    private static final String PURPOSES = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    private static final String ENTITY_TYPES = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private static final String OBJECT_ROLES = "http://terminology.hl7.org/CodeSystem/object-role";
    private static final String SOURCE_TYPES = "http://terminology.hl7.org/CodeSystem/security-source-type";

    private static final Coding PERSON = new Coding(ENTITY_TYPES, "1", "Person");
    private static final Coding SYSTEM_OBJECT = new Coding(ENTITY_TYPES, "2", "System Object");
    private static final Coding PATIENT = new Coding(OBJECT_ROLES, "1", "Patient");
    private static final Coding JOB = new Coding(OBJECT_ROLES, "20", "Job");

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private static final ObjectMapper JSON = new ObjectMapper();

    private FhirAuditEvents() {}

    /**
     * Returns the resource as JSON in one line.
     *
     * @param row the row's sealed text
     * @param proof null as long as the row is not sealed
     */
    public static String line(String row, @Nullable InclusionProof proof) {
        return FHIR.newJsonParser().setPrettyPrint(false).encodeResourceToString(resource(new Row(row), proof));
    }

    private static AuditEvent resource(Row row, @Nullable InclusionProof proof) {
        var kind = row.text("kind");
        var inFhir = KindInFhir.named(kind);
        var event = new AuditEvent();
        event.setId(row.text("event_no"));
        event.setType(inFhir.type().coding());
        if (inFhir.subtype() != null) {
            event.addSubtype(inFhir.subtype().coding());
        }
        event.addSubtype(new Coding(OURS + "CodeSystem/audit-kind", kind, null));
        event.setAction(inFhir.action());
        event.setRecordedElement(new InstantType(row.text("happened_at")));
        event.setOutcome(
                row.text("outcome").equals(Outcome.ALLOWED.name()) ? AuditEventOutcome._0 : AuditEventOutcome._4);
        row.find("purpose")
                .ifPresent(
                        purpose -> event.addPurposeOfEvent(new CodeableConcept(new Coding(PURPOSES, purpose, null))));
        event.addAgent(agent(row));
        event.setSource(new AuditEvent.AuditEventSourceComponent()
                .setObserver(new Reference().setDisplay("Handrail"))
                .addType(new Coding(SOURCE_TYPES, "4", "Application Server")));
        row.find("patient_id")
                .ifPresent(id ->
                        event.addEntity(entity("patient", id).setType(PERSON).setRole(PATIENT)));
        row.find("episode_id").ifPresent(id -> event.addEntity(entity("episode", id)));
        event.addEntity(object(row));
        row.find("process_instance_id")
                .ifPresent(id -> event.addEntity(entity("process-instance", id).setRole(JOB)));
        row.find("task_id")
                .ifPresent(id -> event.addEntity(entity("work-item", id).setRole(JOB)));
        if (proof != null) {
            event.addExtension(extension(proof));
        }
        return event;
    }

    private static AuditEventAgentComponent agent(Row row) {
        var agent = new AuditEventAgentComponent()
                .setWho(new Reference().setIdentifier(identifier("user", row.text("user_id"))))
                .setRequestor(true);
        row.find("roles").filter(roles -> !roles.isEmpty()).ifPresent(roles -> {
            for (var role : roles.split(",")) {
                agent.addRole(new CodeableConcept(new Coding(OURS + "CodeSystem/role", role, null)));
            }
        });
        row.find("basis").ifPresent(id -> agent.addPolicy(UUID.matcher(id).matches() ? "urn:uuid:" + id : OURS + id));
        row.find("client_address")
                .ifPresent(address -> agent.getNetwork().setAddress(address).setType(AuditEventAgentNetworkType._2));
        return agent;
    }

    private static AuditEventEntityComponent object(Row row) {
        var object = entity("object", row.text("object"));
        for (var detail : new String[] {"object_version", "detail", "request_id"}) {
            row.find(detail)
                    .ifPresent(value -> object.addDetail().setType(detail).setValue(new StringType(value)));
        }
        return object;
    }

    private static AuditEventEntityComponent entity(String system, String id) {
        return new AuditEventEntityComponent()
                .setWhat(new Reference().setIdentifier(identifier(system, id)))
                .setType(SYSTEM_OBJECT);
    }

    private static Identifier identifier(String system, String value) {
        return new Identifier().setSystem(OURS + "identifier/" + system).setValue(value);
    }

    private static Extension extension(InclusionProof proof) {
        var extension = new Extension(PROOF);
        extension.addExtension("row", new StringType(proof.row()));
        extension.addExtension("index", new UnsignedIntType(proof.index()));
        proof.path().forEach(hash -> extension.addExtension("path", new StringType(hash)));
        extension.addExtension(
                "batch", new UnsignedIntType(Math.toIntExact(proof.checkpoint().batch())));
        extension.addExtension("root", new StringType(proof.checkpoint().root()));
        return extension;
    }

    /** The sealed text of a row, taken apart. */
    private static final class Row {

        private final Map<String, Object> members;

        private Row(String json) {
            try {
                members = JSON.readValue(json, new TypeReference<>() {});
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("A row of the trail is no JSON.", e);
            }
        }

        private Optional<String> find(String column) {
            return Optional.ofNullable(members.get(column)).map(String::valueOf);
        }

        private String text(String column) {
            return find(column).orElseThrow(() -> new IllegalArgumentException("A row of the trail has no " + column));
        }
    }
}
