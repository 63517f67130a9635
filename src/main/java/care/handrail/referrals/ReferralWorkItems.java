package care.handrail.referrals;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.EMAIL;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.NHS_NUMBER;
import static care.handrail.records.LetterFields.PHONE;
import static care.handrail.records.LetterFields.SURNAME;

import care.handrail.access.DataClass;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.pathways.LetterStore;
import care.handrail.records.Records;
import care.handrail.referrals.ServiceDirectory.ReceivingService;
import care.handrail.referrals.store.OutboundReferral;
import care.handrail.referrals.store.OutboundReferralStore;
import care.handrail.shared.WorkingCalendar;
import care.handrail.signoffs.SignOffs;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Shows in the work items of a referral who the patient is, which lies with the episodes, what the service requires, and
 * what whoever was asked to sign has written.
 */
@Component
class ReferralWorkItems implements LetterSource {

    private static final Set<String> FORMS = Set.of(
            "FillReferralGaps",
            "ReworkReferral",
            "CheckSending",
            "AskReceiver",
            "AskReceiverToStop",
            "AskFormerService",
            "SettleFormerService",
            "TellOutcome");

    private static final Map<String, DataClass> OF_THE_PATIENT = Map.of(
            GIVEN_NAME, DataClass.IDENTITY,
            SURNAME, DataClass.IDENTITY,
            DATE_OF_BIRTH, DataClass.IDENTITY,
            NHS_NUMBER, DataClass.IDENTITY,
            PHONE, DataClass.CONTACT,
            EMAIL, DataClass.CONTACT);

    private static final Set<String> OF_THE_REFERRAL = Set.of(
            ReferralFields.GAPS,
            ReferralFields.SERVICE_TELEPHONE,
            ReferralFields.SERVICE_TO_ASK,
            ReferralFields.SERVICE_HOLDER,
            ReferralFields.SERVICE_BEFORE,
            ReferralFields.TELEPHONES,
            ReferralFields.NEWS_WAITING,
            ReferralFields.SIGN_OFF_NOTE);

    private final ServiceDirectory directory = ServiceDirectory.shipped();
    private final OutboundReferralStore referrals;
    private final ReferralPaper paper;
    private final Records records;
    private final SignOffs signOffs;
    private final LetterStore letters;
    private final ReferralNews news;
    private final WorkingCalendar calendar;

    ReferralWorkItems(
            OutboundReferralStore referrals,
            ReferralPaper paper,
            Records records,
            SignOffs signOffs,
            LetterStore letters,
            ReferralNews news,
            WorkingCalendar calendar) {
        this.referrals = referrals;
        this.paper = paper;
        this.records = records;
        this.signOffs = signOffs;
        this.letters = letters;
        this.news = news;
        this.calendar = calendar;
    }

    @Override
    public boolean supplies(String form, String field) {
        return FORMS.contains(form) && (OF_THE_PATIENT.containsKey(field) || OF_THE_REFERRAL.contains(field));
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        var values = new HashMap<String, Object>();
        records.identityOf(key.patientId()).forEach((field, value) -> {
            if (OF_THE_PATIENT.containsKey(field) && classes.contains(OF_THE_PATIENT.get(field))) {
                values.put(field, value);
            }
        });
        if (classes.contains(DataClass.CONTACT)) {
            referrals.findById(key.episodeId()).ifPresent(referral -> values.putAll(of(referral)));
        }
        if (classes.contains(DataClass.CLINICAL) && fields.contains(ReferralFields.SIGN_OFF_NOTE)) {
            values.putAll(note(key));
        }
        values.keySet().retainAll(fields);
        return values;
    }

    /** Of the newest sign-off alone: what a signer wrote of an earlier text is no answer to this one. */
    private Map<String, Object> note(LetterKey key) {
        return signOffs.of(ReferralToSign.KIND, key.episodeId()).stream()
                .findFirst()
                .map(signOff -> letters.latest(
                        key.patientId(),
                        signOff.id(),
                        Set.of(ReferralFields.SIGN_OFF_NOTE),
                        Set.of(DataClass.CLINICAL)))
                .orElse(Map.of());
    }

    private Map<String, Object> of(OutboundReferral referral) {
        var values = new HashMap<String, Object>();
        values.put(
                ReferralFields.SERVICE_TELEPHONE,
                directory.require(referral.service()).telephone());
        values.put(ReferralFields.GAPS, String.join("\n", paper.gaps(referral)));
        values.put(ReferralFields.SERVICE_TO_ASK, inWords(referral.presentService()));
        if (referral.isHeld()) {
            values.put(ReferralFields.SERVICE_HOLDER, inWords(referral.presentService()));
        }
        referral.formerService().ifPresent(code -> values.put(ReferralFields.SERVICE_BEFORE, inWords(code)));
        values.put(
                ReferralFields.TELEPHONES,
                directory.codes().stream().map(this::inWords).collect(Collectors.joining("\n")));
        var zone = calendar.site(referral.site()).zone();
        var words = news.waiting(referral.getId()).stream()
                .map(word -> inWords(word, zone))
                .toList();
        if (!words.isEmpty()) {
            values.put(ReferralFields.NEWS_WAITING, String.join("\n", words));
        }
        return values;
    }

    private String inWords(String service) {
        return directory
                .find(service)
                .map(known -> known.name() + ", " + known.telephone())
                .orElse(service);
    }

    private String inWords(Inbox.Waiting word, ZoneId zone) {
        var said = word.variables();
        var speaker = directory
                .find(String.valueOf(said.get(ReferralVariables.SPEAKER.name())))
                .map(ReceivingService::name)
                .orElse("A service");
        var day = said.get(ReferralVariables.APPOINTMENT.name()) instanceof Date date
                ? ", appointment on " + LocalDate.ofInstant(date.toInstant(), zone)
                : "";
        return "%s, told on %s: %s%s"
                .formatted(
                        speaker,
                        LocalDate.ofInstant(word.receivedAt(), zone),
                        String.valueOf(said.get(ReferralVariables.NEWS.name())).replace('-', ' '),
                        day);
    }
}
