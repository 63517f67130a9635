package care.handrail.correspondence;

import java.util.Optional;

/** Knows addresses that are no patient's, such as a hospital's; a room above implements it as a bean. */
public interface AddressBook {

    /** Returns the address as it is now; empty when this book does not know the id. */
    Optional<Address> find(String id);
}
