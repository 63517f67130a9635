package care.handrail.referrals;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.PathwayStarts;
import care.handrail.patients.PatientReferences;
import care.handrail.patients.Patients;
import care.handrail.referrals.store.InboundReferral;
import care.handrail.referrals.store.InboundReferral.Asked;
import care.handrail.referrals.store.InboundReferralTable;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens a referral to us when its form is submitted, and knows it by its reference. */
@Component
class InboundReferralStarts implements PathwayStarts, PatientReferences {

    private final InboundReferralTable table;
    private final Patients patients;
    private final Audit audit;
    private final Clock clock;

    InboundReferralStarts(InboundReferralTable table, Patients patients, Audit audit, Clock clock) {
        this.table = table;
        this.patients = patients;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public boolean handles(String processId) {
        return processId.equals(InboundReferrals.PROCESS);
    }

    @Override
    public Opened open(String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
        var asked = new Asked(
                required(operational, "referralSender"),
                text(operational.get("senderReference")),
                required(operational, "site"),
                required(operational, "serviceLine"),
                Objects.requireNonNullElse(text(operational.get("priority")), "routine"));
        if (asked.senderReference() != null) {
            table.from(asked.sender(), asked.senderReference()).ifPresent(there -> {
                throw new InvalidFormException(Map.of(
                        "senderReference",
                        "This referral is here already, as %s. Go on with that one.".formatted(there.reference())));
            });
        }
        var referral = table.saveAndFlush(
                new InboundReferral(Ids.next(), Ids.reference(), patients.open(), asked, clock.instant()));
        audit.record(InboundReferrals.event(Kind.REFERRAL_ARRIVED, referral).with(asked.sender()));
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("patientId", referral.patientId());
        envelope.put("reference", referral.reference());
        envelope.put("priority", asked.priority());
        return new Opened(referral.getId(), referral.patientId(), envelope);
    }

    @Override
    public Optional<Referred> find(String reference) {
        return table.withReference(reference.strip().toUpperCase(Locale.ROOT))
                .map(referral ->
                        new Referred(referral.patientId(), referral.getId(), referral.site(), referral.serviceLine()));
    }

    private static String required(Map<String, Object> values, String key) {
        return String.valueOf(Objects.requireNonNull(values.get(key), key));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString();
    }
}
