package care.handrail.referrals;

/** What became of something that the receiving service told. */
public enum Verdict {
    /** The referral has moved on by it. */
    MOVED,
    /** It was known, or is overtaken: told twice, or late. */
    KNOWN,
    /** It cannot be true of the referral as it stands, or nobody knows who said it: a person has to ask. */
    CONTRADICTS,
    /** The service to which it went before said it: the patient may have appointments at two, and a clinician decides. */
    OF_FORMER
}
