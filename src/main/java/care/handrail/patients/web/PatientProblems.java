package care.handrail.patients.web;

import care.handrail.patients.PatientNotFoundException;
import care.handrail.patients.ScannerSilentException;
import care.handrail.patients.SearchUsedUpException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers this room's own errors as problems (RFC 9457). */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class PatientProblems {

    @ExceptionHandler
    ProblemDetail notFound(PatientNotFoundException e) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
        problem.setTitle("Not found");
        return problem;
    }

    @ExceptionHandler
    ProblemDetail scannerSilent(ScannerSilentException e) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        problem.setTitle("Not possible now");
        return problem;
    }

    @ExceptionHandler
    ProblemDetail tooOften(SearchUsedUpException e) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage()));
        problem.setTitle("Too many searches");
        return problem;
    }
}
