package care.handrail.referrals;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.records.Entry;
import care.handrail.records.Records;
import care.handrail.referrals.ServiceDirectory.ReceivingService;
import care.handrail.referrals.store.OutboundReferral;
import care.handrail.referrals.store.OutboundReferralStore;
import care.handrail.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Everything that services have written or said of a referral: a later word takes no earlier one out of sight. */
@Component
class ReferralNotes implements LetterSource {

    private static final String ASKED_FORM = "AskReceiver";

    private final ServiceDirectory directory = ServiceDirectory.shipped();
    private final OutboundReferralStore referrals;
    private final Records records;
    private final WorkingCalendar calendar;

    ReferralNotes(OutboundReferralStore referrals, Records records, WorkingCalendar calendar) {
        this.referrals = referrals;
        this.records = records;
        this.calendar = calendar;
    }

    @Override
    public boolean supplies(String form, String field) {
        return field.equals(ReferralFields.SERVICE_NOTES);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        if (!classes.contains(DataClass.CLINICAL)) {
            return Map.of();
        }
        return referrals
                .findById(key.episodeId())
                .flatMap(this::of)
                .<Map<String, Object>>map(notes -> Map.of(ReferralFields.SERVICE_NOTES, notes))
                .orElse(Map.of());
    }

    /** Returns all notes, oldest first, each with its day and who said it; empty when there is none. */
    Optional<String> of(OutboundReferral referral) {
        var zone = calendar.site(referral.site()).zone();
        return Optional.of(records.entries(referral.getId(), Set.of(DataClass.CLINICAL)).stream()
                        .filter(entry ->
                                !text(entry, ReferralFields.RECEIVER_NOTE).isBlank())
                        .map(entry -> inWords(entry, zone))
                        .collect(Collectors.joining("\n\n")))
                .filter(notes -> !notes.isEmpty());
    }

    private String inWords(Entry entry, ZoneId zone) {
        return "%s, %s: %s"
                .formatted(
                        LocalDate.ofInstant(entry.recordedAt(), zone),
                        speaker(entry),
                        text(entry, ReferralFields.RECEIVER_NOTE));
    }

    private String speaker(Entry entry) {
        return entry.form().equals(ASKED_FORM)
                ? "the service that we asked"
                : directory
                        .find(text(entry, ReferralFields.NOTE_SPEAKER))
                        .map(ReceivingService::name)
                        .orElse("a service that is not named");
    }

    private static String text(Entry entry, String field) {
        return String.valueOf(entry.values().getOrDefault(field, ""));
    }
}
