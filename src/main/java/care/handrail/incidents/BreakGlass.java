package care.handrail.incidents;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.Action;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Subject;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.episodes.EpisodeView;
import care.handrail.episodes.Episodes;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Pathways;
import care.handrail.patients.MinimalIdentity;
import care.handrail.patients.PatientNotFoundException;
import care.handrail.patients.Patients;
import care.handrail.records.Records;
import care.handrail.shared.Ids;
import care.handrail.shared.WorkingCalendar;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens the record of a patient to somebody who does not treat them, for a short time and at the price of a review.
 *
 * <p>Nobody is asked first, because the patient may not have the time; somebody always asks afterwards.
 */
@Service
public class BreakGlass {

    /** How long an access lasts at most, whatever is configured. */
    public static final Duration LONGEST = Duration.ofMinutes(60);

    /** How many characters the reason in words may have. */
    public static final int LONGEST_WORDS = 2_000;

    static final PathwayVariable<String> PATIENT_ID = PathwayVariable.id("patientId");
    static final PathwayVariable<String> SITE = PathwayVariable.code("site");
    static final PathwayVariable<String> BREAK_GLASS_BY = PathwayVariable.id("breakGlassBy");
    static final PathwayVariable<String> BREAK_GLASS_REASON = PathwayVariable.code("breakGlassReason");

    /** Field of the review's forms that holds the reason in words. */
    static final String WORDS = "breakGlassWords";

    private static final String REVIEW = "BreakGlassReview";
    private static final String REVIEW_FORM = "ReviewBreakGlass";
    private static final String RECORD = "record";
    private static final Set<DataClass> OPENED = Set.of(DataClass.CLINICAL);

    private final Permissions permissions;
    private final CareTeams careTeams;
    private final Patients patients;
    private final Episodes episodes;
    private final WorkingCalendar calendar;
    private final Records records;
    private final LetterStore letters;
    private final Pathways pathways;
    private final Audit audit;
    private final Clock clock;
    private final Duration lasts;

    BreakGlass(
            Permissions permissions,
            CareTeams careTeams,
            Patients patients,
            Episodes episodes,
            WorkingCalendar calendar,
            Records records,
            LetterStore letters,
            Pathways pathways,
            Audit audit,
            Clock clock,
            @Value("${handrail.access.break-glass-lasts}") Duration lasts) {
        if (lasts.isNegative() || lasts.isZero() || lasts.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "handrail.access.break-glass-lasts must be more than nothing and at most " + LONGEST.toMinutes()
                            + " minutes.");
        }
        this.permissions = permissions;
        this.careTeams = careTeams;
        this.patients = patients;
        this.episodes = episodes;
        this.calendar = calendar;
        this.records = records;
        this.letters = letters;
        this.pathways = pathways;
        this.audit = audit;
        this.clock = clock;
        this.lasts = lasts;
    }

    /**
     * Tells whether the signed-in person could open the patient's record so: a role of theirs opens clinical data of those
     * whom they treat, and they do not treat this one.
     */
    @Transactional(readOnly = true)
    public boolean isOpenToMe(String patientId) {
        return CurrentStaff.get()
                .filter(person -> patients.exists(patientId) && mayBreak(person, patientId))
                .isPresent();
    }

    /**
     * Puts the signed-in person on the patient's care team for a while, and gives compliance a work item to review it, in
     * one transaction; returns when it ends. Permission: see {@link #isOpenToMe}. Audited, a refusal too.
     *
     * @param reason code of a {@link BreakGlassReason}
     * @param words why, in the person's words; never blank, at most {@value #LONGEST_WORDS} characters; kept with the
     *     patient's letter
     * @throws InvalidFormException when the reason is none, or the words are missing or too long
     * @throws PatientNotFoundException when there is no such patient
     * @throws AccessRefusedException when the person treats the patient already, or has no role that treats patients
     */
    @Transactional
    public Instant open(String patientId, String reason, String words) {
        var person = permitted(patientId);
        requireReason(reason, words);
        var review = Ids.next();
        var until = clock.instant().plus(lasts);
        var basis = careTeams.begin(patientId, person.userId(), Reason.BREAK_GLASS, review, null, until);
        letters.write(
                new LetterKey(patientId, review, REVIEW_FORM, review),
                Map.of(DataClass.AUDIT_TRAIL, Map.of(WORDS, words.strip())),
                person.userId());
        audit.record(AuditEvent.of(Kind.RECORD_OPENED_IN_EMERGENCY, patientId, null, RECORD)
                .withBasis(basis)
                .with(reason));
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put(PATIENT_ID.name(), patientId);
        envelope.put(SITE.name(), site(patientId));
        envelope.put(BREAK_GLASS_BY.name(), person.userId());
        envelope.put(BREAK_GLASS_REASON.name(), reason);
        pathways.start(REVIEW, review, envelope);
        return until;
    }

    /**
     * Returns whose record it would be, as far as anybody who may open it so sees it before. Permission: see
     * {@link #isOpenToMe}. Audited, a refusal too.
     *
     * @throws PatientNotFoundException when there is no such patient
     * @throws AccessRefusedException when the person could not open it so
     */
    @Transactional
    public MinimalIdentity who(String patientId) {
        permitted(patientId);
        audit.record(AuditEvent.of(Kind.CARD_VIEWED, patientId, null, "break-glass"));
        return MinimalIdentity.of(records.identityOf(patientId));
    }

    /** Returns how long an access lasts. */
    public Duration lasts() {
        return lasts;
    }

    private Staff permitted(String patientId) {
        var person = CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
        if (!patients.exists(patientId)) {
            // The trail is kept in clear, and anything can be typed as an id.
            audit.refuse(AuditEvent.of(Kind.RECORD_OPENED_IN_EMERGENCY, null, null, RECORD));
            throw new PatientNotFoundException("There is no such patient. Look for the patient again.");
        }
        if (!mayBreak(person, patientId)) {
            audit.refuse(AuditEvent.of(Kind.RECORD_OPENED_IN_EMERGENCY, patientId, null, RECORD));
            throw new AccessRefusedException("Only those who treat patients open a record under break-glass, and only"
                    + " the record of a patient whom they do not treat already.");
        }
        return person;
    }

    private static void requireReason(String reason, String words) {
        var problems = new LinkedHashMap<String, String>();
        if (BreakGlassReason.ofCode(reason).isEmpty()) {
            problems.put("reason", "Choose why you need the record.");
        }
        if (words.isBlank() || words.length() > LONGEST_WORDS) {
            problems.put(
                    "words",
                    "Say in your own words why you open this record, in at most " + LONGEST_WORDS + " characters.");
        }
        if (!problems.isEmpty()) {
            throw new InvalidFormException(problems);
        }
    }

    /** Returns where the patient is or was looked after last. Staff of some sites see the work of a site only. */
    private String site(String patientId) {
        return episodes.ofPatient(patientId).values().stream()
                .map(EpisodeView::site)
                .findFirst()
                .orElseGet(() -> calendar.site(null).code());
    }

    private boolean mayBreak(Staff person, String patientId) {
        return permissions
                .ask(person, Action.VIEW, OPENED, Subject.patient(patientId))
                .outsideOfTeam()
                .containsAll(OPENED);
    }
}
