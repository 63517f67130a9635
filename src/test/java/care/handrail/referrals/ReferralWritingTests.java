package care.handrail.referrals;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;

class ReferralWritingTests {

    private static final ReferralText.Person PERSON = new ReferralText.Person(
            "patient-1",
            "Łukasz",
            "O'Brien-Çelik",
            "1957-11-03",
            "9990000018",
            "01632 960111",
            List.of("2 Mill Lane", "Sampleford", "ZZ99 3WZ"));

    private static final ReferralText TEXT = new ReferralText(
            "referral-1",
            "K7QM-2XWD",
            "City Heart Centre",
            "city-cardiology",
            "North clinic",
            "clinician",
            LocalDate.of(2026, 3, 2),
            true,
            PERSON,
            "Palpitations < 5 minutes & dizzy",
            "None",
            null,
            "Is it the heart?",
            null,
            List.of("an electrocardiogram"));

    @Test
    void writesALetterThatNamesWhoItIsAboutAndWhatIsAsked() throws IOException {
        var letter = words(TEXT);
        assertThat(letter)
                .contains("City Heart Centre", "Urgent", "K7QM-2XWD", "2026-03-02")
                .contains("Łukasz O'Brien-Çelik", "1957-11-03", "9990000018", "2 Mill Lane, Sampleford, ZZ99 3WZ")
                .contains("Palpitations < 5 minutes & dizzy", "Is it the heart?", "an electrocardiogram")
                .doesNotContain("Medicines and allergies", "Further information");
    }

    @Test
    void leavesOutOfTheLetterWhatIsNotKnown() throws IOException {
        var unknown = new ReferralText.Person("patient-1", "Ann", "Lee", "1984-02-29", null, null, List.of());
        var letter = words(new ReferralText(
                "referral-1",
                "K7QM-2XWD",
                "City Heart Centre",
                "city-cardiology",
                "North clinic",
                "clinician",
                LocalDate.of(2026, 3, 2),
                false,
                unknown,
                "Palpitations",
                null,
                "None known",
                null,
                "The ECG was normal.",
                List.of()));
        assertThat(letter)
                .contains("None known", "The ECG was normal.")
                .doesNotContain("Urgent", "NHS number", "Telephone", "Address", "Enclosed", "History");
    }

    @Test
    void writesABundleWhoseTaskTellsUsHowItGoes() {
        var bundle = FhirContext.forR4()
                .newJsonParser()
                .parseResource(Bundle.class, new String(new ReferralBundle().json(TEXT), StandardCharsets.UTF_8));
        var resources =
                bundle.getEntry().stream().map(entry -> entry.getResource()).toList();
        var patient = (Patient) resources.get(0);
        var request = (ServiceRequest) resources.get(1);
        var task = (Task) resources.get(2);
        assertThat(bundle.getEntry())
                .extracting(entry -> entry.getRequest().getMethod() + " "
                        + entry.getRequest().getUrl())
                .containsExactly("PUT Patient/patient-1", "PUT ServiceRequest/referral-1", "PUT Task/referral-1");
        assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("O'Brien-Çelik");
        assertThat(patient.getIdentifierFirstRep().getValue()).isEqualTo("9990000018");
        assertThat(request.getPriority()).isEqualTo(ServiceRequestPriority.URGENT);
        assertThat(request.getSubject().getReference()).isEqualTo("Patient/patient-1");
        assertThat(request.getReasonCodeFirstRep().getText()).isEqualTo("Palpitations < 5 minutes & dizzy");
        assertThat(request.getNote())
                .extracting(note -> note.getText())
                .containsExactly(
                        "What we ask of you: Is it the heart?", "History: None", "Enclosed: an electrocardiogram");
        assertThat(task.getStatus()).isEqualTo(TaskStatus.REQUESTED);
        assertThat(task.getOwner().getIdentifier().getSystem()).isEqualTo(ReferralBundle.SERVICE);
        assertThat(task.getOwner().getIdentifier().getValue()).isEqualTo("city-cardiology");
        assertThat(task.getFocus().getReference()).isEqualTo("ServiceRequest/referral-1");
        assertThat(task.getIdentifierFirstRep().getValue()).isEqualTo("K7QM-2XWD");
    }

    @Test
    void tellsNothingInItsOwnWords() {
        assertThat(TEXT.toString() + PERSON).doesNotContain("Łukasz").doesNotContain("Palpitations");
    }

    private static String words(ReferralText text) throws IOException {
        try (var pdf = Loader.loadPDF(new ReferralLetter().pdf(text))) {
            return new PDFTextStripper().getText(pdf);
        }
    }
}
