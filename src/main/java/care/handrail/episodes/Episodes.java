package care.handrail.episodes;

import static care.handrail.access.Role.ADMINISTRATOR;
import static care.handrail.access.Role.CARE_COORDINATION;
import static care.handrail.access.Role.PRACTICE_MANAGER;
import static care.handrail.access.Role.RECEPTION;

import care.handrail.access.Action;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Permitted;
import care.handrail.access.Permissions.Subject;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.episodes.store.Episode;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.InboundMessage;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.Pathways.OpenStep;
import care.handrail.pathways.WorkItems;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What staff can do with an episode of care outside of its work items. Each verb asks for a role and is audited; a
 * refusal is audited too.
 */
@Service
public class Episodes {

    /** The process by which an enquiry reaches a clinician at once. */
    static final String PASS_TO_CLINICIAN = "PassToClinician";

    /** Field of the letter that tells the clinician why. */
    public static final String PASS_NOTE = "passNote";

    /** Field of the letter that holds what was sent. */
    public static final String RECEIVED_INFORMATION = "receivedInformation";

    private static final int LONGEST_INFORMATION = 4_000;

    private final EpisodeStore episodes;
    private final EpisodeCourse course;
    private final Pathways pathways;
    private final WorkItems workItems;
    private final Inbox inbox;
    private final Permission permission;
    private final Permissions permissions;
    private final Audit audit;

    Episodes(
            EpisodeStore episodes,
            EpisodeCourse course,
            Pathways pathways,
            WorkItems workItems,
            Inbox inbox,
            Permission permission,
            Permissions permissions,
            Audit audit) {
        this.episodes = episodes;
        this.course = course;
        this.pathways = pathways;
        this.workItems = workItems;
        this.inbox = inbox;
        this.permission = permission;
        this.permissions = permissions;
        this.audit = audit;
    }

    /**
     * Returns the opaque id of the episode, which is the business key of its processes; it says nothing about anybody.
     *
     * @throws EpisodeNotFoundException when there is none
     */
    public String idOf(String reference) {
        return find(reference).getId();
    }

    /**
     * Returns the envelope and the open steps. Permission: whoever may view operational data of the patient, by the
     * permission matrix; a step of the episode in an own queue or claim counts.
     *
     * @param reference as people write it
     * @throws EpisodeNotFoundException when there is none, or the person has no part in it
     */
    @Transactional
    public EpisodeView view(String reference) {
        var staff = permission.signedIn();
        var episode = find(reference);
        var permitted = mayView(staff, episode);
        if (!permitted.allows(DataClass.OPERATIONAL)) {
            permission.refused(Kind.ACCESS_REFUSED, episode);
            throw new EpisodeNotFoundException();
        }
        audit.record(Permission.event(Kind.EPISODE_VIEWED, episode).withBasis(permitted.basis()));
        return show(episode, pathways.openSteps(episode.getId()));
    }

    /** Returns the patient's episodes by id, the newest first. Permission and audit are the caller's. */
    @Transactional(readOnly = true)
    public Map<String, EpisodeView> ofPatient(String patientId) {
        var views = new LinkedHashMap<String, EpisodeView>();
        episodes.ofPatient(patientId)
                .forEach(episode -> views.put(episode.getId(), show(episode, pathways.openSteps(episode.getId()))));
        return views;
    }

    /**
     * Closes the episode before discharge: every open step ends, nothing further is sent, drafts and letters are kept.
     * Permission: practice manager.
     *
     * @throws EpisodeConflictException when it has ended already
     */
    @Transactional
    public EpisodeView close(String reference, EndReason reason) {
        permission.require(Kind.EPISODE_ENDED, "Only a practice manager can close an episode.", PRACTICE_MANAGER);
        var episode = find(reference);
        course.end(episode.getId(), reason);
        return show(episode, pathways.openSteps(episode.getId()));
    }

    /**
     * Undoes a mistaken closing: the patient is back at exactly the steps that were open. Permission: practice manager.
     *
     * @throws EpisodeConflictException when it was not closed early
     */
    @Transactional
    public EpisodeView reopen(String reference) {
        permission.require(Kind.EPISODE_REOPENED, "Only a practice manager can reopen an episode.", PRACTICE_MANAGER);
        var episode = find(reference);
        course.reopen(episode.getId());
        return show(episode, pathways.openSteps(episode.getId()));
    }

    /**
     * Tries the failed steps of the episode again. Permission: practice manager or administrator.
     *
     * @return the episode; empty for who may not view it
     * @throws EpisodeConflictException when none has failed
     */
    @Transactional
    public Optional<EpisodeView> retry(String reference) {
        var staff = permission.require(
                Kind.STEP_RETRIED,
                "Only a practice manager or an administrator can retry a failed step.",
                PRACTICE_MANAGER,
                ADMINISTRATOR);
        var episode = find(reference);
        if (pathways.retry(episode.getId()) == 0) {
            throw new EpisodeConflictException(
                    "No step of the episode %s has failed for good, so there is nothing to do."
                            .formatted(episode.reference()));
        }
        audit.record(Permission.event(Kind.STEP_RETRIED, episode));
        return mayView(staff, episode).allows(DataClass.OPERATIONAL)
                ? Optional.of(show(episode, pathways.openSteps(episode.getId())))
                : Optional.empty();
    }

    /**
     * Asks a clinician to look at the enquiry at once, whatever else is open. Permission: reception or care
     * coordination.
     *
     * @param note what the clinician should know; goes to the letter
     * @throws InvalidFormException when the episode has ended, or the note cannot be taken
     */
    @Transactional
    public void passToClinician(String reference, String note) {
        permission.require(
                Kind.ENQUIRY_PASSED_TO_CLINICIAN,
                "Only reception or care coordination can pass an enquiry to a clinician.",
                RECEPTION,
                CARE_COORDINATION);
        pathways.submitStart(
                PASS_TO_CLINICIAN, Map.of("reference", find(reference).reference(), PASS_NOTE, note));
    }

    /**
     * Takes in information about the patient that somebody sent, and hands it to the step that waits for it, now or
     * later. The same key is taken in once. Permission: reception or care coordination. Must not be called within a
     * transaction: when it returns, the information is kept for good.
     *
     * @param idempotencyKey chosen by the sender, the same each time the same information is sent
     * @param text at most {@value #LONGEST_INFORMATION} characters; goes to the letter
     * @throws InvalidFormException when the key or the text cannot be taken
     * @throws Inbox.DifferentMessageException when the key came before with another text
     */
    public Inbox.Receipt receiveInformation(String reference, String idempotencyKey, String text) {
        permission.require(
                Kind.MESSAGE_RECEIVED,
                "Only reception or care coordination can add information.",
                RECEPTION,
                CARE_COORDINATION);
        var episode = find(reference);
        if (text.isBlank() || text.length() > LONGEST_INFORMATION) {
            throw new InvalidFormException(Map.of(
                    RECEIVED_INFORMATION,
                    "Give what was received, in at most " + LONGEST_INFORMATION + " characters."));
        }
        try {
            return inbox.receive(new InboundMessage(
                    "InformationReceived",
                    episode.getId(),
                    episode.patientId(),
                    episode.reference(),
                    episode.site(),
                    episode.serviceLine(),
                    idempotencyKey,
                    Map.of(),
                    Map.of(DataClass.CONTACT, Map.of(RECEIVED_INFORMATION, text))));
        } catch (IllegalArgumentException e) {
            throw new InvalidFormException(Map.of("Idempotency-Key", String.valueOf(e.getMessage())));
        }
    }

    private Episode find(String reference) {
        return EpisodeReference.read(reference)
                .flatMap(episodes::withReference)
                .orElseThrow(EpisodeNotFoundException::new);
    }

    /** A work item of the episode in an own queue or claim is looked for only where the role alone is not enough. */
    private Permitted mayView(Staff staff, Episode episode) {
        var asked = Set.of(DataClass.OPERATIONAL);
        var permitted = permissions.ask(staff, Action.VIEW, asked, Subject.patient(episode.patientId()));
        return permitted.allows(DataClass.OPERATIONAL)
                        || workItems.ofEpisode(episode.getId()).isEmpty()
                ? permitted
                : permissions.ask(staff, Action.VIEW, asked, Subject.inQueue(episode.patientId()));
    }

    private EpisodeView show(Episode episode, List<OpenStep> open) {
        return new EpisodeView(
                episode.reference(),
                episode.status().code(),
                episode.processId(),
                episode.site(),
                episode.serviceLine(),
                episode.endReason().map(EndReason::code).orElse(null),
                episode.openedAt(),
                episode.endedAt().orElse(null),
                episode.retentionDate().orElse(null),
                pathways.envelope(episode.getId()),
                open.stream()
                        .map(step -> new EpisodeView.Open(
                                step.processId(),
                                step.elementId(),
                                step.name(),
                                step.queue(),
                                step.assignee(),
                                step.since(),
                                Optional.ofNullable(step.due())
                                        .map(Date::toInstant)
                                        .orElse(null)))
                        .toList());
    }
}
