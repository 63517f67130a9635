package care.handrail.episodes;

import static care.handrail.episodes.EpisodeVariables.PATIENT_ID;
import static care.handrail.episodes.EpisodeVariables.PRIORITY;
import static care.handrail.episodes.EpisodeVariables.REFERENCE;
import static care.handrail.episodes.EpisodeVariables.SERVICE_LINE;
import static care.handrail.episodes.EpisodeVariables.SITE;

import care.handrail.access.DataClass;
import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.episodes.store.Episode;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.episodes.store.FollowOnAction;
import care.handrail.episodes.store.FollowOnActionTable;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.PathwayStarts;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.Pathways.OpenStep;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens a follow-on action of an episode, from its start form; it goes on when the episode ends. */
@Component
class FollowOnStarts implements PathwayStarts {

    private final EpisodeStore episodes;
    private final FollowOnActionTable actions;
    private final Pathways pathways;
    private final StaffDirectory staff;
    private final Permission permission;
    private final Audit audit;
    private final Clock clock;

    FollowOnStarts(
            EpisodeStore episodes,
            FollowOnActionTable actions,
            Pathways pathways,
            StaffDirectory staff,
            Permission permission,
            Audit audit,
            Clock clock) {
        this.episodes = episodes;
        this.actions = actions;
        this.pathways = pathways;
        this.staff = staff;
        this.permission = permission;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public boolean handles(String processId) {
        return processId.equals(FollowOnActions.PROCESS);
    }

    @Override
    public Opened open(String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
        var episode = EpisodeReference.read(String.valueOf(operational.get(REFERENCE.name())))
                .flatMap(episodes::withReference)
                .orElseThrow(() -> new InvalidFormException(Map.of(
                        REFERENCE.name(),
                        "There is no episode with this reference. It stands on the card of each work item, for example"
                                + " K7QM-2XWD.")));
        var me = permission.signedIn();
        var kind = ActionKind.ofCode(String.valueOf(operational.get(ActionVariables.KIND.name())));
        var owner = ActionOwner.named(
                kind,
                String.valueOf(operational.get(ActionVariables.OWNER.name())),
                (String) operational.get(ActionVariables.PERSON.name()),
                me,
                staff);
        // Until the end of that day.
        var due = ((Date) Objects.requireNonNull(operational.get(ActionVariables.DUE_DATE.name())))
                .toInstant()
                .plus(Duration.ofDays(1));
        var action = action(kind, episode, me.userId(), owner.orElse(null), due);
        actions.add(action);
        audit.record(AuditEvent.of(
                        Kind.FOLLOW_ON_ASKED, action.patientId(), action.episodeId(), "follow-on-action:" + kind.code())
                .with("action=" + action.id()));
        var variables = new HashMap<String, Object>();
        variables.put(PATIENT_ID.name(), episode.patientId());
        variables.put(REFERENCE.name(), episode.reference());
        variables.put(SITE.name(), episode.site());
        variables.put(SERVICE_LINE.name(), episode.serviceLine());
        variables.put(PRIORITY.name(), "routine");
        variables.put(ActionVariables.DUE_BY.name(), Date.from(due));
        variables.put(ActionVariables.ASKED_IN.name(), ActionOwner.teamOf(me).group());
        variables.put(
                ActionVariables.PLACE.name(), owner.map(FollowOnActions::place).orElse(FollowOnActions.UNDECIDED));
        owner.ifPresent(one -> {
            variables.put(
                    (one.isClinical() ? ActionVariables.TEAM : ActionVariables.OFFICE).name(),
                    one.role().group());
            if (one.person() != null) {
                variables.put(ActionVariables.PERSON.name(), one.person());
            }
        });
        return new Opened(action.id(), action.patientId(), variables);
    }

    private FollowOnAction action(
            ActionKind kind, Episode episode, String askedBy, @Nullable ActionOwner owner, Instant due) {
        return new FollowOnAction(
                Ids.next(),
                kind,
                episode.patientId(),
                episode.getId(),
                encounter(episode.getId(), askedBy),
                episode.site(),
                episode.serviceLine(),
                askedBy,
                owner == null ? ActionState.UNOWNED : ActionState.OWNED,
                owner == null ? null : owner.role(),
                owner == null ? null : owner.person(),
                due,
                clock.instant(),
                null,
                null);
    }

    /** Returns the step of the episode that the person has open; null when there is none. */
    private @Nullable String encounter(String episodeId, String person) {
        return pathways.openSteps(episodeId).stream()
                .filter(step -> person.equals(step.assignee()))
                .map(OpenStep::elementId)
                .findFirst()
                .orElse(null);
    }
}
