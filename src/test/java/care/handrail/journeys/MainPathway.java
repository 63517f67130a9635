package care.handrail.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A patient's way from enquiry to discharge, as the staff work it in Tasklist.
 *
 * @param sourceReference tells this enquiry from all others
 * @param person who asks, by field of the start form; resembles nobody else, or a person would have to compare the two
 * @param workItems returns the id of the patient's open work item at a step, by the step's element id
 * @param reference returns what staff call the episode
 */
record MainPathway(
        Desk reception,
        Desk clinician,
        Desk secondClinician,
        Desk coordinator,
        String sourceReference,
        Map<String, ?> person,
        Function<String, String> workItems,
        Supplier<String> reference) {

    private static final String SIGN = "Task_SignItem";
    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    void beginAnEnquiry() {
        reception.beginProcess("Patient pathway");
        reception.choose("Service", "Mental health");
        reception.choose("Site", "North");
        reception.choose("Who asks", "The patient");
        reception.fill("Their reference", sourceReference);
        reception.choose("How soon does the office have to act?", "Routine");
        reception.fill("Why they ask, in their own words", "My knee hurts on the stairs.");
        reception.fill("Given name", person("givenName"));
        reception.fill("Surname", surname());
        reception.fillDay(
                "Date of birth", LocalDate.parse(person("dateOfBirth")).format(TYPED));
        reception.fill("Telephone", person("phone"));
        reception.start();
    }

    /** Saves a half-filled form, and finds it again after the page was loaded anew: from the server, not the browser. */
    void keepAHalfFilledFormOnTheServer() {
        String note = "They asked us to ring after six.";
        reception.claim(workItems.apply("Task_ReviewEnquiry"));
        assertThat(reception.shown("Surname")).isEqualTo(surname());
        reception.choose("What happens with the enquiry?", "I cannot go on");
        reception.fill("What has happened, and what would help?", note);
        reception.save();
        reception.shot("saved");
        reception.page().reload();
        reception.waitForClaimedForm();
        assertThat(reception.shown("What has happened, and what would help?")).isEqualTo(note);
    }

    void registerThePatient() {
        reception.choose("What happens with the enquiry?", "Accept it");
        reception.complete();

        reception.claim(workItems.apply("Task_CaptureDetails"));
        assertThat(reception.page().content()).doesNotContain("knee hurts");
        reception.choose("Decision", "Yes, I have all the details");
        reception.choose("Has the NHS number been traced?", "Not yet traced");
        reception.fill("Postcode", "ZZ99 3WZ");
        reception.choose("Best way to reach them", "Telephone");
        reception.choose("Language", "English");
        reception.choose("Payer", "NHS");
        reception.complete();

        reception.claim(workItems.apply("Task_VerifyIdentity"));
        reception.choose("Is it proven who this is?", "Yes");
        reception.choose("How was it proven?", "A document with a photograph");
        reception.complete();

        reception.claim(workItems.apply("Task_GivePrivacyNotice"));
        reception.choose("Has the patient the notice?", "Yes");
        reception.choose("How was it given?", "Handed over");
        reception.choose("To whom?", "The patient");
        reception.complete();
    }

    void assessThePatient() {
        clinician.lookInQueue("Queue: Clinicians", reference.get());
        clinician.shot("queue");
        clinician.pick("Assess the patient");
        clinician.claim();
        assertThat(clinician.shown("Why they ask")).isEqualTo("My knee hurts on the stairs.");
        clinician.choose("What comes next?", "Treat");
        clinician.choose("How urgent is it?", "Routine");
        clinician.fill("Findings", "Stiff after rest, no swelling.");
        clinician.fill("Allergies", "None known");
        clinician.complete();
    }

    /** Opens the plan from a link while another queue is open, and gives it back once. */
    void planAndApproveTheTreatment() {
        clinician.openQueue("My work");
        clinician.claim(workItems.apply("Task_PlanTreatment"));
        clinician.release();
        clinician.claim();
        clinician.choose("Decision", "Yes, the plan is below");
        clinician.fill("What is to be reached", "Stairs without pain.");
        clinician.fill("What is done, how often and by whom", "Exercises, weekly, with the physiotherapist.");
        clinician.fill("What could go wrong, and what is done then", "More pain: stop and come back.");
        clinician.complete();

        secondClinician.claimToSign(workItems.apply(SIGN));
        assertThat(secondClinician.shown("Content")).contains("What is to be reached: Stairs without pain.");
        secondClinician.choose("Do you sign it?", "Yes, I sign it");
        secondClinician.shot("sign");
        secondClinician.complete();
    }

    /** Records one session and sets the follow-up for today, which is due at once. */
    void treatThePatient() {
        clinician.claim(workItems.apply("Task_RecordSession"));
        clinician.choose("What comes next?", "The treatment is complete");
        clinician.fillDay("Day of the follow-up", LocalDate.now().format(TYPED));
        clinician.fillDay("Day of the session", LocalDate.now().format(TYPED));
        clinician.fill("What was done, and how the patient was", "Exercises shown; walks better.");
        clinician.complete();
    }

    void writeAndSignTheSummary() {
        clinician.claim(workItems.apply("Task_ContactPatient"));
        clinician.choose("What comes next?", "Discharge");
        clinician.fill("How the patient is", "No pain on the stairs.");
        clinician.complete();

        clinician.claim(workItems.apply("Task_WriteSummary"));
        clinician.choose("Decision", "Yes, it is below");
        clinician.fill("What was found and done", "Knee pain, settled with exercises.");
        clinician.fill("Medicines and changes to them", "No medicines, no changes.");
        clinician.fill("What the patient should do, and when to come back", "Go on with the exercises.");
        clinician.complete();

        secondClinician.claimToSign(workItems.apply(SIGN));
        secondClinician.choose("Do you sign it?", "Yes, I sign it");
        assertThat(secondClinician.page().content()).contains("Print what you sign");
        secondClinician.complete();
    }

    void postTheLetterAndCloseTheRecord() {
        reception.claim(workItems.apply("Task_PostLetter"));
        reception.choose("Is the letter on its way?", "Yes");
        reception.choose("How?", "By post");
        reception.complete();

        coordinator.claim(workItems.apply("Task_CloseRecord"));
        coordinator.choose("Is nothing open any more?", "Yes, the record can be closed");
        coordinator.fillDay(
                "Keep the record until", LocalDate.now().plusYears(8).format(TYPED));
        coordinator.complete();
    }

    private String person(String field) {
        return String.valueOf(person.get(field));
    }

    private String surname() {
        return "Ślązak-" + person("surname");
    }
}
