package care.handrail.records;

/**
 * The keys of the letter fields that the program itself reads. Every form that asks for one of these things uses this
 * key for it.
 */
public final class LetterFields {

    public static final String GIVEN_NAME = "givenName";
    public static final String SURNAME = "surname";
    /** An ISO date, for example {@code 1984-02-29}. */
    public static final String DATE_OF_BIRTH = "dateOfBirth";

    public static final String NHS_NUMBER = "nhsNumber";
    public static final String LOCAL_IDENTIFIER = "localIdentifier";
    public static final String POSTCODE = "postcode";
    public static final String PHONE = "phone";
    public static final String EMAIL = "email";

    private LetterFields() {}
}
