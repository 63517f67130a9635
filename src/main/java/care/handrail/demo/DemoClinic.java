package care.handrail.demo;

import care.handrail.episodes.Enquiries;
import care.handrail.episodes.Episodes;
import care.handrail.episodes.ImportedRow.Outcome;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.WorkItems;
import care.handrail.pathways.WorkItems.WorkItem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Leads the demo's patients along their pathways, as the demo's staff would in Tasklist. */
@Component
@Profile("demo")
class DemoClinic {

    private static final Logger LOG = LoggerFactory.getLogger(DemoClinic.class);

    private final DemoStaff staff;
    private final Enquiries enquiries;
    private final Episodes episodes;
    private final Pathways pathways;
    private final WorkItems workItems;
    private final Clock clock;
    private final Answers answers = Answers.read();

    DemoClinic(
            DemoStaff staff,
            Enquiries enquiries,
            Episodes episodes,
            Pathways pathways,
            WorkItems workItems,
            Clock clock) {
        this.staff = staff;
        this.enquiries = enquiries;
        this.episodes = episodes;
        this.pathways = pathways;
        this.workItems = workItems;
        this.clock = clock;
    }

    /** Leads the patient as far as they have come, and tells whether that was new: nobody is led twice. */
    boolean lead(DemoPatient patient) {
        var taken = staff.as("reception", () -> enquiries.takeRow(patient.enquiry()));
        if (taken.outcome() == Outcome.ALREADY_THERE) {
            return false;
        }
        var reference = Optional.ofNullable(taken.reference())
                .orElseThrow(() -> new IllegalStateException("The demo's enquiry was refused: " + taken.problems()));
        var episodeId = episodes.idOf(reference);
        patient.journey().forEach(step -> go(reference, episodeId, step));
        return true;
    }

    private void go(String reference, String episodeId, String step) {
        var parts = step.split("=", 2);
        switch (parts[0]) {
            case "claim" -> claim(episodeId, parts[1]);
            case "pass" ->
                staff.as("reception", () -> {
                    episodes.passToClinician(reference, "Made-up note: sounds short of breath on the telephone.");
                    return reference;
                });
            case "tell" ->
                staff.as(
                        "reception",
                        () -> episodes.receiveInformation(
                                reference, "demo-" + reference, "Made-up answer: call 01632 960777 in the evening."));
            case "report" ->
                staff.as(
                        "reception",
                        () -> pathways.submitStart(
                                "PatientEvent",
                                Map.of("reference", reference, "patientEvent", parts[1], "reportedBy", "The patient")));
            default -> answer(episodeId, step);
        }
    }

    private void claim(String episodeId, String userId) {
        staff.as(userId, () -> {
            workItems.claim(workItems.ofEpisode(episodeId).get(0).id());
            return userId;
        });
    }

    /** Finds the work item that can end so and somebody who has it, and does it. */
    private void answer(String episodeId, String outcome) {
        for (var answer : answers.with(outcome, LocalDate.now(clock))) {
            for (var userId : answer.by()) {
                if (staff.as(userId, () -> answered(episodeId, userId, answer))) {
                    return;
                }
            }
        }
        LOG.warn("Nobody of the demo's staff can do \"{}\" in episode {}.", outcome, episodeId);
    }

    private boolean answered(String episodeId, String userId, Answers.Answer answer) {
        var item = workItems.ofEpisode(episodeId).stream()
                .filter(open -> answer.form().equals(open.form()))
                .findFirst()
                .map(WorkItem::id);
        item.ifPresent(id -> {
            workItems.claim(id);
            var values = new HashMap<String, Object>();
            if (answer.keep()) {
                values.putAll(workItems.open(id));
            }
            values.putAll(answer.values());
            workItems.submit(id, values);
        });
        return item.isPresent();
    }
}
