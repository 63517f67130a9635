package care.handrail.patients.matching;

/** What is compared of two persons. The code is the name in the model file. */
public enum MatchField {
    SURNAME("surname", "surname"),
    GIVEN_NAME("givenName", "given name"),
    DATE_OF_BIRTH("dateOfBirth", "date of birth"),
    NHS_NUMBER("nhsNumber", "NHS number"),
    LOCAL_IDENTIFIER("localIdentifier", "local identifier"),
    PHONE("phone", "telephone"),
    EMAIL("email", "e-mail"),
    POSTCODE("postcode", "postcode"),
    ADDRESS("address", "address");

    private final String code;
    private final String label;

    MatchField(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** Returns the name in the model file. */
    public String code() {
        return code;
    }

    /** Returns the words that staff read. */
    public String label() {
        return label;
    }

    /** Tells whether the field is of the data class contact; the others are of the class identity. */
    public boolean isContact() {
        return compareTo(PHONE) >= 0;
    }
}
