package care.handrail.referrals;

import care.handrail.access.DataClass;
import care.handrail.correspondence.Address;
import care.handrail.correspondence.AddressBook;
import care.handrail.pathways.LetterStore;
import care.handrail.referrals.store.InboundReferralTable;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Knows where the answer to a referral goes: what the referral says of its referrer, by the referral's id. */
@Component
class Referrers implements AddressBook {

    private static final String NAME = "referrerName";
    private static final String ADDRESS = "referrerAddress";
    private static final String EMAIL = "referrerEmail";

    private final InboundReferralTable table;
    private final LetterStore letters;

    Referrers(InboundReferralTable table, LetterStore letters) {
        this.table = table;
        this.letters = letters;
    }

    @Override
    public Optional<Address> find(String id) {
        return table.findById(id).map(referral -> {
            var said =
                    letters.latest(referral.patientId(), id, Set.of(NAME, ADDRESS, EMAIL), Set.of(DataClass.CONTACT));
            return new Address(
                    said.getOrDefault(NAME, "").toString(),
                    Objects.toString(said.get(EMAIL), null),
                    null,
                    said.getOrDefault(ADDRESS, "").toString().lines().toList());
        });
    }
}
