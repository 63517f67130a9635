package care.handrail.pathways.engine;

import care.handrail.access.Passwords;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.JsonMappingExceptionHandler;
import org.camunda.bpm.engine.rest.exception.JsonParseExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what the engine refuses with its status and a sentence, in {@code /engine-rest} and in the web applications.
 *
 * <p>Of a fault of the server's own it tells nothing but that: the message of an exception may hold what a person typed.
 */
@Provider
public class RestRefusals implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(RestRefusals.class);

    /** How much of a stack trace is logged. */
    private static final int PLACES = 30;

    /** Puts this in the place of the engine's own answers. Must run before its web interfaces start. */
    static void install() {
        var classes = CamundaRestResources.getConfigurationClasses();
        classes.removeAll(List.of(
                ExceptionHandler.class,
                RestExceptionHandler.class,
                ProcessEngineExceptionHandler.class,
                JsonMappingExceptionHandler.class,
                JsonParseExceptionHandler.class));
        classes.addAll(List.of(RestRefusals.class, Unreadable.class, NotJson.class));
    }

    @Override
    public Response toResponse(Throwable thrown) {
        var refused = RefusedException.in(thrown);
        if (refused.isPresent()) {
            return answer(refused.get());
        }
        if (causeOf(thrown, OptimisticLockingException.class).isPresent()) {
            return answer(
                    409, "Somebody else changed this at the same moment. Nothing was saved. Load the page again.");
        }
        if (causeOf(thrown, NullValueException.class)
                .filter(missing -> String.valueOf(missing.getMessage()).contains("Cannot find task with id"))
                .isPresent()) {
            return answer(404, "This work item is gone: somebody has completed it, or its pathway has ended.");
        }
        if (String.valueOf(thrown.getMessage()).contains("Password does not match policy")) {
            return answer(400, "The password is too weak and nothing was saved. " + Passwords.RULE);
        }
        var helper = ExceptionHandlerHelper.getInstance();
        int status = helper.getStatus(thrown).getStatusCode();
        if (status < 500) {
            return String.valueOf(helper.fromException(thrown).getMessage()).isBlank()
                    ? unreadable()
                    : helper.getResponse(thrown);
        }
        LOG.error("A request failed: {}", places(thrown));
        return answer(
                status,
                "Something went wrong on the server and nothing was saved. Try again; if it stays so, tell the"
                        + " system administrator the time.");
    }

    private static Response unreadable() {
        return answer(400, "The body cannot be read. Send it as JSON, with the parts that this address takes.");
    }

    /** Goes before Jersey's own, which answers with the parser's words and what was sent. */
    @Provider
    @Priority(1)
    public static class Unreadable implements ExceptionMapper<JsonMappingException> {

        @Override
        public Response toResponse(JsonMappingException thrown) {
            return unreadable();
        }
    }

    /** The same for what is no JSON at all. */
    @Provider
    @Priority(1)
    public static class NotJson implements ExceptionMapper<JsonParseException> {

        @Override
        public Response toResponse(JsonParseException thrown) {
            return unreadable();
        }
    }

    /** The message of an exception can hold what was sent, so the log gets its kinds and places; of our own the sentence. */
    private static String places(Throwable thrown) {
        var text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause.getClass().getName());
            if (cause.getClass().getName().startsWith("care.handrail.")) {
                text.append(": ").append(cause.getMessage());
            }
            Arrays.stream(cause.getStackTrace())
                    .limit(PLACES)
                    .forEach(place -> text.append("\n\tat ").append(place));
            text.append('\n');
        }
        return text.toString();
    }

    private static Response answer(RefusedException refused) {
        var body = body("RefusedException", String.valueOf(refused.getMessage()));
        if (refused instanceof InvalidForm invalid) {
            body.put("problems", invalid.problems());
        }
        return answer(refused.status(), body);
    }

    private static Response answer(int status, String sentence) {
        return answer(status, body("RestException", sentence));
    }

    private static Response answer(int status, Map<String, Object> body) {
        return Response.status(status)
                .entity(body)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static Map<String, Object> body(String type, String sentence) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type);
        body.put("message", sentence);
        return body;
    }

    private static <T extends Throwable> Optional<T> causeOf(Throwable thrown, Class<T> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }
}
