package care.handrail.episodes.web;

import org.springframework.http.HttpStatus;

/** The request cannot be read; the sentence says what to send instead. */
class UnreadableRequestException extends RuntimeException {

    private final HttpStatus status;

    UnreadableRequestException(HttpStatus status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** Returns the refusal of a request that is well-formed HTTP but says nothing that can be read. */
    static UnreadableRequestException because(String sentence) {
        return new UnreadableRequestException(HttpStatus.BAD_REQUEST, sentence);
    }

    HttpStatus status() {
        return status;
    }
}
