package care.handrail.referrals;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.Action;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Subject;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.InboundMessage;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterStore;
import care.handrail.referrals.store.OutboundReferral;
import care.handrail.referrals.store.OutboundReferralStore;
import care.handrail.shared.WorkingCalendar;
import java.time.LocalDate;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What services tell of our referrals, on its way into the inbox: it is kept there until the referral takes it, however
 * long that works on something else.
 */
@Service
public class ReferralNews {

    /** What a service may write at most. */
    public static final int LONGEST_NOTE = 20_000;

    /** Who speaks where nobody said. */
    public static final String UNKNOWN_SPEAKER = "unknown";

    static final String NEWS_MESSAGE = "ReferralNews";
    static final String CANCEL_MESSAGE = "ReferralCancelWanted";

    private static final Set<ReferralEvent> WITH_WORDS =
            Set.of(ReferralEvent.REJECT, ReferralEvent.ASK, ReferralEvent.REPORT);

    private final ServiceDirectory directory = ServiceDirectory.shipped();
    private final OutboundReferralStore referrals;
    private final ReportReading reports;
    private final Inbox inbox;
    private final LetterStore letters;
    private final Permissions permissions;
    private final WorkingCalendar calendar;
    private final Audit audit;

    ReferralNews(
            OutboundReferralStore referrals,
            ReportReading reports,
            Inbox inbox,
            LetterStore letters,
            Permissions permissions,
            WorkingCalendar calendar,
            Audit audit) {
        this.referrals = referrals;
        this.reports = reports;
        this.inbox = inbox;
        this.letters = letters;
        this.permissions = permissions;
        this.calendar = calendar;
        this.audit = audit;
    }

    /** Returns what has come and the referral has not taken yet, in the order in which it came. */
    List<Inbox.Waiting> waiting(String id) {
        return inbox.waiting(id, NEWS_MESSAGE);
    }

    /**
     * Puts what a person wrote down of a telephone call into the inbox, once for each process that passes it on. Called in
     * the transaction in which the person wrote it down.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void pass(String id, String newsId, String news, String speaker, @Nullable Date day) {
        var referral = require(id);
        var words = ReferralEvent.ofNews(news).filter(WITH_WORDS::contains).isPresent()
                ? letters.latest(referral.patientId(), id, Set.of(ReferralFields.CALL_NOTE), Set.of(DataClass.CLINICAL))
                        .get(ReferralFields.CALL_NOTE)
                : null;
        inbox.post(
                message(referral, NEWS_MESSAGE, newsId, values(news, speaker, day), letter((String) words, speaker)));
        reports.mayHaveChanged(id);
    }

    /** Puts the wish to cancel into the inbox, once for each process that passes it on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void passCancel(String id, String wishId, String reason) {
        inbox.post(message(
                require(id), CANCEL_MESSAGE, wishId, Map.of(ReferralVariables.CANCEL_REASON.name(), reason), Map.of()));
    }

    /**
     * Takes in what a service tells over the network, for good; the referral takes it now or later. The same key is taken
     * in once. Permission: whoever may record clinical data of the patient; a program has a scope for it. Must not be
     * called within a transaction.
     *
     * @param service code of the service that tells it; null when the sender does not say. Where the referral has gone to
     *     several, a person then asks
     * @param news code of the state that the service reports, for example {@code accepted}
     * @param day of the appointment; needed with {@code scheduled}
     * @param note what the service writes; needed with {@code rejected}, {@code info-needed} and {@code report-back}
     * @throws ReferralNotFoundException when there is no such referral
     * @throws InvalidFormException when the service tells too little or too much
     * @throws Inbox.DifferentMessageException when the key came before with another content
     */
    public Inbox.Receipt receive(
            String id,
            String idempotencyKey,
            @Nullable String service,
            @Nullable String news,
            @Nullable LocalDate day,
            @Nullable String note) {
        var person = CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
        mayTell(person, null);
        var referral = require(id);
        mayTell(person, referral.patientId());
        var event = ReferralEvent.ofNews(news == null ? "" : news)
                .orElseThrow(() -> InvalidFormException.notOneOf(
                        "event", "events", ReferralEvent.news().map(ReferralEvent::code)));
        if (service != null && directory.find(service).isEmpty()) {
            throw InvalidFormException.notOneOf("service", "services", directory.codes().stream());
        }
        requireWhatBelongsToIt(event, day, note);
        var zone = calendar.site(referral.site()).zone();
        var speaker = service == null ? UNKNOWN_SPEAKER : service;
        var values = values(
                event.code(),
                speaker,
                day == null ? null : Date.from(day.atStartOfDay(zone).toInstant()));
        try {
            var receipt = inbox.receive(message(referral, NEWS_MESSAGE, idempotencyKey, values, letter(note, speaker)));
            reports.mayHaveChanged(referral.getId());
            return receipt;
        } catch (IllegalArgumentException e) {
            throw new InvalidFormException(Map.of("Idempotency-Key", String.valueOf(e.getMessage())));
        }
    }

    private static Map<DataClass, Map<String, Object>> letter(@Nullable String note, String speaker) {
        return note == null
                ? Map.of()
                : Map.of(
                        DataClass.CLINICAL,
                        Map.of(ReferralFields.RECEIVER_NOTE, note, ReferralFields.NOTE_SPEAKER, speaker));
    }

    private void mayTell(Staff person, @Nullable String patientId) {
        var classes = EnumSet.of(DataClass.OPERATIONAL, DataClass.CLINICAL);
        var permitted = permissions.ask(person, Action.CREATE, classes, new Subject(patientId, false));
        var refused = patientId == null
                ? !Stream.concat(permitted.classes().stream(), permitted.outsideOfTeam().stream())
                        .toList()
                        .containsAll(classes)
                : !permitted.classes().containsAll(classes);
        if (refused) {
            audit.refuse(AuditEvent.of(Kind.MESSAGE_RECEIVED, patientId, null, "message:" + NEWS_MESSAGE)
                    .refused());
            throw new AccessRefusedException("You may not record what a service tells about this patient.");
        }
    }

    private static void requireWhatBelongsToIt(ReferralEvent event, @Nullable LocalDate day, @Nullable String note) {
        var problems = new HashMap<String, String>();
        if (event == ReferralEvent.SCHEDULE && day == null) {
            problems.put("appointment", "Give the day of the appointment, for example 2026-03-09.");
        }
        if (WITH_WORDS.contains(event) && (note == null || note.isBlank())) {
            problems.put("note", "Give the reason, the question or the report in words.");
        }
        if (note != null && note.length() > LONGEST_NOTE) {
            problems.put("note", "Write at most " + LONGEST_NOTE + " characters.");
        }
        if (!problems.isEmpty()) {
            throw new InvalidFormException(problems);
        }
    }

    private static Map<String, Object> values(String news, String speaker, @Nullable Date day) {
        var values = new HashMap<String, Object>();
        values.put(ReferralVariables.NEWS.name(), news);
        // Always: what the word before said of its speaker does not count for this one.
        values.put(ReferralVariables.SPEAKER.name(), speaker);
        if (day != null) {
            values.put(ReferralVariables.APPOINTMENT.name(), day);
        }
        return values;
    }

    private static InboundMessage message(
            OutboundReferral referral,
            String name,
            String key,
            Map<String, Object> values,
            Map<DataClass, Map<String, Object>> letter) {
        return new InboundMessage(
                name,
                referral.getId(),
                referral.patientId(),
                referral.reference(),
                referral.site(),
                referral.serviceLine(),
                key,
                values,
                letter);
    }

    private OutboundReferral require(String id) {
        return referrals.findById(id).orElseThrow(ReferralNotFoundException::new);
    }
}
