package care.handrail.referrals;

/** The letter fields of referrals that the program itself reads, by the keys that the forms use. */
final class ReferralFields {

    static final String REASON = "referralReason";
    static final String QUESTION = "referralQuestion";
    static final String HISTORY = "referralHistory";
    static final String MEDICINES = "referralMedicines";
    static final String ANSWER = "referralAnswer";
    static final String RECEIVER_NOTE = "receiverNote";
    static final String OTHER_SERVICE_NOTE = "otherServiceNote";
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
