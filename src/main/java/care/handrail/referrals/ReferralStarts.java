package care.handrail.referrals;

import static care.handrail.referrals.ReferralVariables.BACK;
import static care.handrail.referrals.ReferralVariables.PATIENT_ID;
import static care.handrail.referrals.ReferralVariables.PRIORITY;
import static care.handrail.referrals.ReferralVariables.REFERENCE;
import static care.handrail.referrals.ReferralVariables.REFERRER;
import static care.handrail.referrals.ReferralVariables.SERVICE;
import static care.handrail.referrals.ReferralVariables.SERVICE_LINE;
import static care.handrail.referrals.ReferralVariables.SITE;
import static care.handrail.referrals.ReferralVariables.STATE;
import static care.handrail.referrals.ReferralVariables.URGENCY;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.PathwayStarts;
import care.handrail.referrals.store.OutboundReferral;
import care.handrail.referrals.store.OutboundReferral.Addressing;
import care.handrail.referrals.store.OutboundReferral.Subject;
import care.handrail.referrals.store.OutboundReferralStore;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Opens a referral when a clinician refers, and finds the one that somebody speaks of. Called by the form boundary after
 * validation, in its transaction.
 */
@Component
class ReferralStarts implements PathwayStarts {

    private static final String OUTBOUND = "OutboundReferral";
    private static final Set<String> ABOUT_ONE = Set.of("ReceiverCall", "CancelReferral");

    private final OutboundReferralStore referrals;
    private final ReferredEpisodes episodes;
    private final CareTeams careTeams;
    private final Audit audit;
    private final Clock clock;

    ReferralStarts(
            OutboundReferralStore referrals, ReferredEpisodes episodes, CareTeams careTeams, Audit audit, Clock clock) {
        this.referrals = referrals;
        this.episodes = episodes;
        this.careTeams = careTeams;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public boolean handles(String processId) {
        return processId.equals(OUTBOUND) || ABOUT_ONE.contains(processId);
    }

    @Override
    public Opened open(String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
        return processId.equals(OUTBOUND) ? refer(operational) : find(operational);
    }

    private Opened refer(Map<String, Object> operational) {
        var episode = episodes.withReference(text(operational, REFERENCE.name()))
                .orElseThrow(() -> problem("There is no episode with this reference. It stands on the card of each"
                        + " work item, for example K7QM-2XWD."));
        var person = CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
        var referral = new OutboundReferral(
                Ids.next(),
                Ids.reference(),
                new Subject(episode.patientId(), episode.id(), episode.site(), episode.serviceLine()),
                new Addressing(
                        text(operational, SERVICE.name()),
                        text(operational, URGENCY.name()).equals("urgent"),
                        person.userId()),
                clock.instant());
        // Whoever treats the patient goes on for as long as the referral lasts. Nobody begins to by referring: the form
        // boundary refuses them after this.
        if (careTeams.current(person.userId(), episode.patientId()).isPresent()) {
            careTeams.begin(
                    episode.patientId(), person.userId(), Reason.REFERRAL, referral.getId(), referral.getId(), null);
        }
        referrals.saveAndFlush(referral);
        audit.record(AuditEvent.of(
                        Kind.REFERRAL_OPENED,
                        referral.patientId(),
                        referral.getId(),
                        "referral:" + referral.reference())
                .with("service=" + referral.service()));
        var variables = envelope(referral);
        variables.put(STATE.name(), referral.state().code());
        variables.put(BACK.name(), "new");
        variables.put(REFERRER.name(), person.userId());
        return new Opened(referral.getId(), referral.patientId(), variables);
    }

    private Opened find(Map<String, Object> operational) {
        var referral = referrals
                .withReference(text(operational, REFERENCE.name()))
                .orElseThrow(() ->
                        problem("There is no referral with this reference. It stands on our letter to the service, for"
                                + " example K7QM-2XWD."));
        if (referral.endedAt().isPresent()) {
            throw problem("The referral %s is %s. Refer the patient again if that is needed."
                    .formatted(referral.reference(), referral.state().code()));
        }
        return new Opened(referral.getId(), referral.patientId(), envelope(referral));
    }

    private static Map<String, Object> envelope(OutboundReferral referral) {
        var variables = new HashMap<String, Object>();
        variables.put(PATIENT_ID.name(), referral.patientId());
        variables.put(REFERENCE.name(), referral.reference());
        variables.put(SITE.name(), referral.site());
        variables.put(SERVICE_LINE.name(), referral.serviceLine());
        variables.put(PRIORITY.name(), "routine");
        return variables;
    }

    private static String text(Map<String, Object> values, String key) {
        return String.valueOf(Objects.requireNonNull(values.get(key), key));
    }

    private static InvalidFormException problem(String sentence) {
        return new InvalidFormException(Map.of(REFERENCE.name(), sentence));
    }
}
