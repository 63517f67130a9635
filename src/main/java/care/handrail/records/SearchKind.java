package care.handrail.records;

/**
 * What patients can be found by. Each kind has a blind index of its own: a keyed hash of the normalised value, which
 * shows whether two values are equal and nothing else.
 */
public enum SearchKind {
    /** Ten digits, with or without spaces; the checksum is not asked for. */
    NHS_NUMBER,
    /** Letters and digits, without spaces and without regard to capitals. */
    LOCAL_IDENTIFIER,
    /** The last nine digits, so that a number is found with and without its country code. */
    PHONE,
    /** Without regard to capitals. */
    EMAIL,
    /** An ISO date. */
    DATE_OF_BIRTH,
    /** Letters and digits, without spaces and without regard to capitals. */
    POSTCODE,
    /** What the surname sounds like. */
    SURNAME,
    /**
     * What the surname sounds like, together with the first letter of the given name, or the other way round: finds
     * exchanged names, and a person of whom one name is misspelt or missing. Where the date of birth is given, its year
     * or its day and month must agree too, or the other one's must be missing.
     */
    NAME
}
