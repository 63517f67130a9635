package care.handrail.access.web;

/** What was asked of a passkey cannot be; the sentence says why. Answered with status 400. */
class PasskeyRefusedException extends RuntimeException {

    PasskeyRefusedException(String sentence) {
        super(sentence);
    }
}
