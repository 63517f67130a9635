package care.handrail.access;

/** The person may not do this; the sentence says who may. Answered with status 403. */
public class AccessRefusedException extends RuntimeException {

    /** Takes a plain sentence without personal data, for example "Only a practice manager can close an episode." */
    public AccessRefusedException(String sentence) {
        super(sentence);
    }
}
