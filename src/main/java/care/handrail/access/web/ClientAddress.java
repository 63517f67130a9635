package care.handrail.access.web;

/** Where a request comes from. */
final class ClientAddress {

    private ClientAddress() {}

    /**
     * Returns what belongs to one caller: the address itself, and of IPv6, where a caller has 2⁶⁴ of them, its first
     * four groups.
     *
     * @param address as the server writes it: without abbreviation of IPv6
     */
    static String network(String address) {
        var groups = address.split(":", -1);
        return groups.length < 8 ? address : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}
