package care.handrail.referrals;

/** What became of something that the receiving service told. */
public enum Verdict {
    /** The referral has moved on by it. */
    MOVED,
    /** It was known, or is overtaken: told twice, or late. */
    KNOWN,
    /** It cannot be true of the referral as it stands: a person has to ask. */
    CONTRADICTS
}
