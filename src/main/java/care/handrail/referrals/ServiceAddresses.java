package care.handrail.referrals;

import care.handrail.correspondence.Address;
import care.handrail.correspondence.AddressBook;
import care.handrail.referrals.ServiceDirectory.Channel;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Knows where letters to services go, by the codes of the services. */
@Component
class ServiceAddresses implements AddressBook {

    private final ServiceDirectory directory = ServiceDirectory.shipped();

    @Override
    public Optional<Address> find(String id) {
        return directory
                .find(id)
                .map(service -> new Address(
                        service.name(),
                        service.channel() == Channel.EMAIL ? service.endpoint() : null,
                        service.telephone(),
                        service.post()));
    }
}
