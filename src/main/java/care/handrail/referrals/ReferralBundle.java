package care.handrail.referrals;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.time.ZoneOffset;
import java.util.List;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.stereotype.Component;

/**
 * Writes a referral as a FHIR R4 transaction: the patient, the request and a task by which the service tells us how it
 * goes. The task has the referral's id and the request its reference, so that what comes back finds home.
 */
@Component
public class ReferralBundle {

    /** Where NHS numbers come from, as the NHS names it (https://simplifier.net/guide/uk-core). */
    private static final String NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";

    static final String REFERENCE = "urn:handrail:referral-reference";

    /** Where the codes of our directory come from: by it we know later which service tells us something. */
    public static final String SERVICE = "urn:handrail:referral-service";

    private final FhirContext fhir = FhirContext.forR4();

    byte[] json(ReferralText text) {
        var patient = patient(text.patient());
        var request = request(text);
        var bundle = new Bundle();
        bundle.setType(BundleType.TRANSACTION);
        add(bundle, patient, "Patient/" + text.patient().id());
        add(bundle, request, "ServiceRequest/" + text.referralId());
        add(bundle, task(text), "Task/" + text.referralId());
        return fhir.newJsonParser()
                .setPrettyPrint(true)
                .encodeResourceToString(bundle)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Written by its id, so that what is sent again replaces what was there and is no second one. */
    private static void add(Bundle bundle, Resource resource, String address) {
        var entry = bundle.addEntry().setResource(resource).setFullUrl("urn:handrail:" + address);
        entry.getRequest().setMethod(HTTPVerb.PUT).setUrl(address);
    }

    private static Patient patient(ReferralText.Person person) {
        var patient = new Patient();
        patient.setId(person.id());
        if (person.nhsNumber() != null) {
            patient.addIdentifier().setSystem(NHS_NUMBER).setValue(person.nhsNumber());
        }
        patient.addName().setFamily(person.surname()).addGiven(person.givenName());
        patient.setBirthDateElement(new DateType(person.dateOfBirth()));
        if (person.telephone() != null) {
            patient.addTelecom().setSystem(ContactPointSystem.PHONE).setValue(person.telephone());
        }
        if (!person.address().isEmpty()) {
            patient.addAddress().setText(String.join(", ", person.address()));
        }
        return patient;
    }

    private static ServiceRequest request(ReferralText text) {
        var request = new ServiceRequest();
        request.setId(text.referralId());
        request.addIdentifier(reference(text));
        request.setStatus(ServiceRequestStatus.ACTIVE);
        request.setIntent(ServiceRequestIntent.ORDER);
        request.setPriority(text.urgent() ? ServiceRequestPriority.URGENT : ServiceRequestPriority.ROUTINE);
        request.setSubject(new Reference("Patient/" + text.patient().id()));
        request.setAuthoredOnElement(
                new org.hl7.fhir.r4.model.DateTimeType(text.day().toString()));
        request.setRequester(new Reference().setDisplay(text.referrer() + ", " + text.clinic()));
        request.addPerformer(new Reference().setDisplay(text.service()));
        request.addReasonCode(new CodeableConcept().setText(text.reason()));
        note(request.getNote(), "What we ask of you", text.question());
        note(request.getNote(), "History", text.history());
        note(request.getNote(), "Medicines and allergies", text.medicines());
        note(request.getNote(), "Further information", text.furtherInformation());
        text.attachments().forEach(line -> note(request.getNote(), "Enclosed", line));
        return request;
    }

    private static void note(List<Annotation> notes, String what, @org.jspecify.annotations.Nullable String text) {
        if (text != null) {
            notes.add(new Annotation().setText(what + ": " + text));
        }
    }

    private static Task task(ReferralText text) {
        var task = new Task();
        task.setId(text.referralId());
        task.addIdentifier(reference(text));
        task.setStatus(TaskStatus.REQUESTED);
        task.setIntent(TaskIntent.ORDER);
        task.setFocus(new Reference("ServiceRequest/" + text.referralId()));
        task.setFor(new Reference("Patient/" + text.patient().id()));
        task.setAuthoredOn(Date.from(text.day().atStartOfDay(ZoneOffset.UTC).toInstant()));
        task.setRequester(new Reference().setDisplay(text.clinic()));
        task.setOwner(new Reference()
                .setDisplay(text.service())
                .setIdentifier(new Identifier().setSystem(SERVICE).setValue(text.serviceCode())));
        return task;
    }

    private static Identifier reference(ReferralText text) {
        return new Identifier().setSystem(REFERENCE).setValue(text.reference());
    }
}
