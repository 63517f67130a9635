package care.handrail.episodes.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.episodes.EpisodeConflictException;
import care.handrail.episodes.EpisodeNotFoundException;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.WorkItemTakenException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers every error of the web API as a problem (RFC 9457) with a plain sentence: what is wrong and what to do. Neither
 * a stack trace nor anything that was sent goes back.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail invalidForm(InvalidFormException e) {
        var problem = problem(HttpStatus.BAD_REQUEST, "Some fields need attention", e);
        problem.setProperty("fields", new TreeMap<>(e.problems()));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unreadable(UnreadableRequestException e) {
        return problem(e.status(), "The request cannot be read", e);
    }

    @ExceptionHandler
    ProblemDetail brokenUpload(MultipartException e) {
        return problem(
                HttpStatus.BAD_REQUEST, "The request cannot be read", "The body is not the form that it says it is.");
    }

    @ExceptionHandler
    ProblemDetail refused(AccessRefusedException e) {
        return problem(HttpStatus.FORBIDDEN, "Not permitted", e);
    }

    @ExceptionHandler
    ProblemDetail notFound(EpisodeNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "Not found", e);
    }

    @ExceptionHandler({
        EpisodeConflictException.class,
        WorkItemTakenException.class,
        Inbox.DifferentMessageException.class
    })
    ProblemDetail conflict(RuntimeException e) {
        return problem(HttpStatus.CONFLICT, "Not possible now", e);
    }

    @ExceptionHandler({ConcurrencyFailureException.class, DataIntegrityViolationException.class})
    ProblemDetail meanwhile(RuntimeException e) {
        LOG.warn("Two changes met: {}", e.getClass().getName());
        return problem(
                HttpStatus.CONFLICT,
                "Not possible now",
                "Somebody else changed this at the same moment, and nothing of yours was kept. Look again and repeat it.");
    }

    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToTheSignIn(RuntimeException e) {
        throw e;
    }

    /** The message of an exception can hold what was sent, so the log gets its kind and place, and the answer neither. */
    @ExceptionHandler
    ProblemDetail fault(Exception e) {
        var frames = e.getStackTrace();
        LOG.error("A request failed: {} at {}", e.getClass().getName(), frames.length == 0 ? "?" : frames[0]);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "A fault of ours",
                "This did not work, and nothing was kept. Try again; if it happens again, tell the administrator the"
                        + " X-Request-Id of this answer.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = problem(
                HttpStatus.BAD_REQUEST,
                "The request cannot be read",
                "The body is missing or is not the JSON that this address expects.");
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    private static ProblemDetail problem(HttpStatus status, String title, RuntimeException e) {
        return problem(status, title, String.valueOf(e.getMessage()));
    }

    private static ProblemDetail problem(HttpStatus status, String title, String sentence) {
        var problem = ProblemDetail.forStatusAndDetail(status, sentence);
        problem.setTitle(title);
        return problem;
    }
}
