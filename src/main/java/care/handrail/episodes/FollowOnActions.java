package care.handrail.episodes;

import care.handrail.access.Role;
import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.episodes.store.FollowOnAction;
import care.handrail.episodes.store.FollowOnActionTable;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.Pathways;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows from encounters: tests to review, prescriptions to hand off, letters to write, calls to make. Each is a
 * process of its own, which the end of the episode does not end.
 */
@Service
@Transactional
public class FollowOnActions {

    static final String PROCESS = "FollowOnAction";
    static final String UNDECIDED = "undecided";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private final FollowOnActionTable actions;
    private final Episodes episodes;
    private final Pathways pathways;
    private final Permission permission;
    private final StaffDirectory staff;
    private final Audit audit;
    private final Clock clock;

    FollowOnActions(
            FollowOnActionTable actions,
            Episodes episodes,
            Pathways pathways,
            Permission permission,
            StaffDirectory staff,
            Audit audit,
            Clock clock) {
        this.actions = actions;
        this.episodes = episodes;
        this.pathways = pathways;
        this.permission = permission;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Asks for what has to follow, exactly as the start form in Tasklist does, and returns its id. Permission: a clinician
     * on the patient's care team.
     *
     * @param reference of the episode, as people write it
     * @param fields what the start form asks for, by field key
     * @throws InvalidFormException one sentence per field that is wrong
     */
    public String ask(String reference, Map<String, Object> fields) {
        permission.require(
                Kind.FOLLOW_ON_ASKED,
                "Only clinicians say what follows from an encounter.",
                Role.CLINICIAN,
                Role.PHYSIOTHERAPY,
                Role.NURSING,
                Role.CLINICAL_LEAD);
        var values = new HashMap<>(fields);
        values.put(EpisodeVariables.REFERENCE.name(), reference);
        return pathways.submitStart(PROCESS, values);
    }

    /**
     * Returns the actions of an episode, the newest first. Permission, audit and errors as for {@link Episodes#view}.
     */
    public List<FollowOnActionView> of(String reference) {
        episodes.view(reference);
        return actions.of(episodes.idOf(reference)).stream()
                .map(FollowOnAction::view)
                .toList();
    }

    /** Returns the actions of a patient, the newest first. Permission and audit are the caller's. */
    @Transactional(readOnly = true)
    public List<FollowOnActionView> ofPatient(String patientId) {
        return actions.ofPatient(patientId).stream().map(FollowOnAction::view).toList();
    }

    // What the process does.

    /**
     * Gives an action that nobody owned to its owner, and returns who that is.
     *
     * @param owner what the form says
     * @param colleague user id; null when any of the role will do
     * @param decidedBy who filled the form in
     * @throws InvalidFormException when that cannot be
     */
    public ActionOwner give(String id, String owner, @Nullable String colleague, String decidedBy) {
        var action = lock(id);
        var me = staff.find(decidedBy).orElseThrow();
        var named = ActionOwner.named(action.kind(), owner, colleague, me, staff)
                .orElseThrow(() -> new InvalidFormException(Map.of(ActionVariables.OWNER.name(), "Say who does it.")));
        save(
                action.given(named.role(), named.person()),
                Kind.FOLLOW_ON_GIVEN,
                "to=" + named.role().group());
        return named;
    }

    /** Takes an action from its owner: nobody owns it until somebody decides. */
    public void handBack(String id) {
        save(lock(id).handedBack(), Kind.FOLLOW_ON_GIVEN, "to=nobody");
    }

    /** Closes an action as done. */
    public void done(String id) {
        save(lock(id).done(clock.instant()), Kind.FOLLOW_ON_CLOSED, "done");
    }

    /** Closes an action as not needed, for a reason code. */
    public void notNeeded(String id, String reason) {
        save(lock(id).notNeeded(reason, clock.instant()), Kind.FOLLOW_ON_CLOSED, reason);
    }

    /** Returns where an action stands for the diagram once it has an owner. */
    public static String place(ActionOwner owner) {
        return owner.isClinical() ? "clinical" : "office";
    }

    /**
     * Returns a sentence that names the actions of the episode that nobody owns: those without an owner, those whose role
     * nobody has any more, and those whose owner has left. Empty when each has one.
     */
    Optional<String> nobodyOwns(String episodeId) {
        var unowned = actions.openOf(episodeId).stream()
                .filter(action -> !hasOwner(action))
                .map(action -> "%s, due by %s"
                        .formatted(
                                action.kind().label(),
                                // The due moment is the end of the day before.
                                DAY.format(ZonedDateTime.ofInstant(action.due().minusSeconds(1), clock.getZone()))))
                .collect(Collectors.joining("; "));
        return unowned.isEmpty()
                ? Optional.empty()
                : Optional.of("Nobody owns what follows from this yet: " + unowned
                        + ". Decide who does it, and then complete this step.");
    }

    private boolean hasOwner(FollowOnAction action) {
        var role = action.role();
        if (role == null) {
            return false;
        }
        return staff.members(role).stream()
                .anyMatch(member -> action.person() == null || member.equals(action.person()));
    }

    private FollowOnAction lock(String id) {
        return actions.lock(id)
                .orElseThrow(() -> new IllegalStateException("There is no follow-on action of this id."));
    }

    private void save(FollowOnAction action, Kind kind, String codes) {
        actions.save(action);
        audit.record(AuditEvent.of(
                        kind,
                        action.patientId(),
                        action.episodeId(),
                        "follow-on-action:" + action.kind().code())
                .with("action=" + action.id() + "," + codes));
    }
}
