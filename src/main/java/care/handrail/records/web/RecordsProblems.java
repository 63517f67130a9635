package care.handrail.records.web;

import care.handrail.records.ShreddedRecordException;
import care.handrail.records.ShreddingRefusedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers this room's own errors as problems (RFC 9457). */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RecordsProblems {

    @ExceptionHandler({ShreddingRefusedException.class, ShreddedRecordException.class})
    ProblemDetail refused(RuntimeException e) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        problem.setTitle("Not possible");
        return problem;
    }
}
