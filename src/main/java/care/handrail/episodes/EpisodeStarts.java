package care.handrail.episodes;

import static care.handrail.episodes.CompleteEnquiry.COMPLETE;
import static care.handrail.episodes.CompleteEnquiry.INCOMPLETE;
import static care.handrail.episodes.CompleteEnquiry.blank;
import static care.handrail.episodes.EpisodeVariables.ENQUIRY_STATE;
import static care.handrail.episodes.EpisodeVariables.INCOMPLETE_REASON;
import static care.handrail.episodes.EpisodeVariables.LANGUAGE;
import static care.handrail.episodes.EpisodeVariables.PATIENT_EVENT;
import static care.handrail.episodes.EpisodeVariables.PATIENT_ID;
import static care.handrail.episodes.EpisodeVariables.PRIORITY;
import static care.handrail.episodes.EpisodeVariables.REFERENCE;
import static care.handrail.episodes.EpisodeVariables.SERVICE_LINE;
import static care.handrail.episodes.EpisodeVariables.SITE;
import static care.handrail.episodes.EpisodeVariables.SOURCE;
import static care.handrail.episodes.EpisodeVariables.SOURCE_REFERENCE;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.episodes.store.Episode;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.PathwayStarts;
import care.handrail.patients.Patients;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Opens an episode when a pathway starts, and finds the one that a process about an episode names. Called by the form
 * boundary after validation, in its transaction.
 */
@Component
class EpisodeStarts implements PathwayStarts {

    private static final String EVENT_PROCESS = "PatientEvent";
    private static final String REPORTED_BY_MISTAKE = "reported-by-mistake";
    private static final Set<String> ALSO_AFTER_THE_END = Set.of("ConsentWithdrawal", "ConsentRequest");
    private static final Set<String> ABOUT_AN_EPISODE = Set.of(EVENT_PROCESS, Episodes.PASS_TO_CLINICIAN);

    private final EpisodeStore episodes;
    private final Patients patients;
    private final Audit audit;
    private final Clock clock;

    EpisodeStarts(EpisodeStore episodes, Patients patients, Audit audit, Clock clock) {
        this.episodes = episodes;
        this.patients = patients;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public boolean handles(String processId) {
        return ABOUT_AN_EPISODE.contains(processId)
                || ALSO_AFTER_THE_END.contains(processId)
                || Pathway.of(processId).isPresent();
    }

    @Override
    public Opened open(String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
        return Pathway.of(processId)
                .map(pathway -> openEpisode(pathway, operational, letter))
                .orElseGet(() -> findEpisode(processId, operational));
    }

    private Opened openEpisode(
            Pathway pathway, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
        var incomplete = INCOMPLETE.equals(operational.get(ENQUIRY_STATE.name()));
        var problems = new LinkedHashMap<String, String>();
        if (incomplete && blank(operational.get(INCOMPLETE_REASON.name()))) {
            problems.put(INCOMPLETE_REASON.name(), "Say what is missing.");
        }
        if (!incomplete) {
            var personal = new HashMap<String, Object>();
            letter.values().forEach(personal::putAll);
            CompleteEnquiry.missing(personal).forEach((field, missing) -> problems.put(field, missing.sentence()));
        }
        var origin = origin(operational);
        if (origin.sourceReference() != null) {
            episodes.from(origin.source(), origin.sourceReference())
                    .ifPresent(there -> problems.put(
                            SOURCE_REFERENCE.name(),
                            "This enquiry is there already, as %s. Go on with that one.".formatted(there.reference())));
        }
        if (!problems.isEmpty()) {
            throw new InvalidFormException(problems);
        }
        return open(pathway, patients.open(), operational);
    }

    /** Opens an episode of the patient from the operational values of an enquiry. */
    Opened open(Pathway pathway, String patientId, Map<String, Object> operational) {
        var origin = origin(operational);
        // Flushed at once, so that the second of two equal enquiries fails here and not at the end of the transaction.
        var episode = episodes.saveAndFlush(
                new Episode(Ids.next(), Ids.reference(), patientId, pathway.processId(), origin, clock.instant()));
        audit.record(Permission.event(Kind.EPISODE_OPENED, episode));
        return new Opened(
                episode.getId(),
                episode.patientId(),
                Map.of(
                        PATIENT_ID.name(),
                        episode.patientId(),
                        REFERENCE.name(),
                        episode.reference(),
                        SOURCE.name(),
                        origin.source(),
                        SITE.name(),
                        origin.site(),
                        SERVICE_LINE.name(),
                        origin.serviceLine(),
                        PRIORITY.name(),
                        or(operational, PRIORITY.name(), "routine"),
                        LANGUAGE.name(),
                        or(operational, LANGUAGE.name(), "en"),
                        ENQUIRY_STATE.name(),
                        INCOMPLETE.equals(operational.get(ENQUIRY_STATE.name())) ? INCOMPLETE : COMPLETE));
    }

    private static Episode.Origin origin(Map<String, Object> operational) {
        var sourceReference = or(operational, SOURCE_REFERENCE.name(), "");
        return new Episode.Origin(
                required(operational, SOURCE.name()),
                sourceReference.isEmpty() ? null : sourceReference,
                required(operational, SITE.name()),
                required(operational, SERVICE_LINE.name()));
    }

    /** The form requires it; a patient never lands in a service because somebody left it out. */
    private static String required(Map<String, Object> values, String key) {
        return String.valueOf(Objects.requireNonNull(values.get(key), key));
    }

    private static String or(Map<String, Object> values, String key, String otherwise) {
        var value = values.get(key);
        return blank(value) ? otherwise : String.valueOf(value);
    }

    private Opened findEpisode(String processId, Map<String, Object> operational) {
        var episode = EpisodeReference.read(or(operational, REFERENCE.name(), ""))
                .flatMap(episodes::withReference)
                .orElseThrow(() -> problem(
                        "There is no episode with this reference. It stands on the card of each work item, for example"
                                + " K7QM-2XWD."));
        var undo = processId.equals(EVENT_PROCESS) && REPORTED_BY_MISTAKE.equals(operational.get(PATIENT_EVENT.name()));
        if (undo && episode.status() != EpisodeStatus.CLOSED) {
            throw problem("The episode %s is not closed, so there is nothing to undo.".formatted(episode.reference()));
        }
        // What a patient agrees to or withdraws does not end with the care.
        if (!undo && episode.status().isEnded() && !ALSO_AFTER_THE_END.contains(processId)) {
            throw problem("The episode %s is %s. Start a new enquiry if the patient needs something again."
                    .formatted(episode.reference(), episode.status().code()));
        }
        return new Opened(
                episode.getId(),
                episode.patientId(),
                Map.of(
                        PATIENT_ID.name(), episode.patientId(),
                        REFERENCE.name(), episode.reference(),
                        SITE.name(), episode.site(),
                        SERVICE_LINE.name(), episode.serviceLine(),
                        PRIORITY.name(), "routine"));
    }

    private static InvalidFormException problem(String sentence) {
        return new InvalidFormException(Map.of(REFERENCE.name(), sentence));
    }
}
