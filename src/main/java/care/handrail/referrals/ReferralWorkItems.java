package care.handrail.referrals;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.EMAIL;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.NHS_NUMBER;
import static care.handrail.records.LetterFields.PHONE;
import static care.handrail.records.LetterFields.SURNAME;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.pathways.LetterStore;
import care.handrail.records.Records;
import care.handrail.referrals.store.OutboundReferral;
import care.handrail.referrals.store.OutboundReferralStore;
import care.handrail.signoffs.SignOffs;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
            "ReadReport",
            "TellOutcome");

    private static final Map<String, DataClass> OF_THE_PATIENT = Map.of(
            GIVEN_NAME, DataClass.IDENTITY,
            SURNAME, DataClass.IDENTITY,
            DATE_OF_BIRTH, DataClass.IDENTITY,
            NHS_NUMBER, DataClass.IDENTITY,
            PHONE, DataClass.CONTACT,
            EMAIL, DataClass.CONTACT);

    private static final Set<String> OF_THE_REFERRAL =
            Set.of(ReferralFields.GAPS, ReferralFields.SERVICE_TELEPHONE, ReferralFields.SIGN_OFF_NOTE);

    private final ServiceDirectory directory = ServiceDirectory.shipped();
    private final OutboundReferralStore referrals;
    private final ReferralPaper paper;
    private final Records records;
    private final SignOffs signOffs;
    private final LetterStore letters;

    ReferralWorkItems(
            OutboundReferralStore referrals,
            ReferralPaper paper,
            Records records,
            SignOffs signOffs,
            LetterStore letters) {
        this.referrals = referrals;
        this.paper = paper;
        this.records = records;
        this.signOffs = signOffs;
        this.letters = letters;
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
        return Map.of(
                ReferralFields.SERVICE_TELEPHONE,
                directory.require(referral.service()).telephone(),
                ReferralFields.GAPS,
                String.join("\n", paper.gaps(referral)));
    }
}
