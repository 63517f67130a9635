package care.handrail.referrals;

/** The letter fields of referrals that the program itself reads, by the keys that the forms use. */
final class ReferralFields {

    static final String REASON = "referralReason";
    static final String QUESTION = "referralQuestion";
    static final String HISTORY = "referralHistory";
    static final String MEDICINES = "referralMedicines";
    static final String ANSWER = "referralAnswer";
    static final String RECEIVER_NOTE = "receiverNote";
    /** Code of the service that wrote {@link #RECEIVER_NOTE}. */
    static final String NOTE_SPEAKER = "noteSpeaker";

    /** What somebody has written down of a call. */
    static final String CALL_NOTE = "callNote";

    /** Every note of every service, for people to read; never stored. */
    static final String SERVICE_NOTES = "serviceNotes";

    static final String GAPS = "referralGaps";
    static final String SIGN_OFF_NOTE = "signOffNote";
    static final String SERVICE_TELEPHONE = "serviceTelephone";
    static final String SERVICE_TO_ASK = "serviceToAsk";
    static final String SERVICE_HOLDER = "serviceHolder";
    static final String SERVICE_BEFORE = "serviceBefore";
    static final String TELEPHONES = "serviceTelephones";
    static final String NEWS_WAITING = "newsWaiting";

    private ReferralFields() {}
}
