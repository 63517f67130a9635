package care.handrail.results.web;

import care.handrail.results.ResultConflictException;
import care.handrail.results.ResultNotFoundException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers this room's own errors as problems (RFC 9457). */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ResultProblems {

    @ExceptionHandler
    ProblemDetail notFound(ResultNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "Not found", e);
    }

    @ExceptionHandler
    ProblemDetail conflict(ResultConflictException e) {
        return problem(HttpStatus.CONFLICT, "Not possible now", e);
    }

    private static ProblemDetail problem(HttpStatus status, String title, RuntimeException e) {
        var problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(e.getMessage()));
        problem.setTitle(title);
        return problem;
    }
}
