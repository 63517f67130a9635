package care.handrail.demo;

import care.handrail.episodes.Enquiries;
import care.handrail.episodes.EpisodeSignOffs;
import care.handrail.episodes.Episodes;
import care.handrail.episodes.ImportedRow.Outcome;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.WorkItems;
import care.handrail.pathways.WorkItems.WorkItem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leads the demo's patients along their pathways, as the demo's staff would in Tasklist. A start that was interrupted is
 * made good by the next: an enquiry is taken in once, and a journey happens as a whole or not at all.
 */
@Component
@Profile("demo")
class DemoClinic {

    private static final Logger LOG = LoggerFactory.getLogger(DemoClinic.class);

    private static final String TELL = "tell";

    private final DemoStaff staff;
    private final Enquiries enquiries;
    private final Episodes episodes;
    private final EpisodeSignOffs signOffs;
    private final Pathways pathways;
    private final WorkItems workItems;
    private final Inbox inbox;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Answers answers = Answers.read();

    DemoClinic(
            DemoStaff staff,
            Enquiries enquiries,
            Episodes episodes,
            EpisodeSignOffs signOffs,
            Pathways pathways,
            WorkItems workItems,
            Inbox inbox,
            TransactionTemplate transaction,
            Clock clock) {
        this.staff = staff;
        this.enquiries = enquiries;
        this.episodes = episodes;
        this.signOffs = signOffs;
        this.pathways = pathways;
        this.workItems = workItems;
        this.inbox = inbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Leads the patient as far as they have come, and tells whether that was new: nobody is led twice. */
    boolean lead(DemoPatient patient) {
        var taken = staff.as("reception", () -> enquiries.takeRow(patient.enquiry()));
        var reference = Optional.ofNullable(taken.reference())
                .orElseThrow(() -> new IllegalStateException("The demo's enquiry was refused: " + taken.problems()));
        var episodeId = episodes.idOf(reference);
        if (taken.outcome() == Outcome.ALREADY_THERE && !isYetToGo(episodeId, patient.journey())) {
            return false;
        }
        transaction.executeWithoutResult(status -> patient.journey().stream()
                .filter(step -> !step.equals(TELL))
                .forEach(step -> go(reference, episodeId, step)));
        if (patient.journey().contains(TELL)) {
            tell(reference);
        }
        return true;
    }

    /** Tells whether the journey is still to be made: the enquiry waits where it began, and nobody has looked at it. */
    private boolean isYetToGo(String episodeId, List<String> journey) {
        var open = pathways.openSteps(episodeId);
        return !journey.isEmpty()
                && open.size() == 1
                && open.get(0).assignee() == null
                && open.get(0)
                        .elementId()
                        .equals(journey.get(0).equals("completed") ? "Task_CompleteEnquiry" : "Task_ReviewEnquiry");
    }

    /** Information is kept for good before anything is done with it, so not within the journey's transaction. */
    private void tell(String reference) {
        staff.as(
                "reception",
                () -> episodes.receiveInformation(
                        reference, "demo-" + reference, "Made-up answer: call 01632 960777 in the evening."));
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
        var item = Stream.concat(Stream.of(episodeId), signOffs.open(episodeId).stream())
                .flatMap(key -> workItems.ofEpisode(key).stream())
                .filter(open -> answer.form().equals(open.form()))
                .findFirst()
                .map(WorkItem::id);
        item.ifPresent(id -> {
            workItems.claim(id);
            // Nobody answers what they have not read, and nobody can sign it.
            var shown = workItems.open(id);
            var values = new HashMap<>(answer.keep() ? shown : Map.of());
            values.putAll(answer.values());
            workItems.submit(id, values);
            inbox.deliver(episodeId);
        });
        return item.isPresent();
    }
}
