package care.handrail.pathways.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a process stands: enough to put it back there, in codes, numbers, dates and opaque ids.
 *
 * @param definitionId the deployed diagram, so that the patient stays in the same release
 * @param places what is open in it
 * @param timers when each timer of it is due, by the id of its element
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Standing(String definitionId, Variables variables, List<Place> places, Map<String, Instant> timers) {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    Standing {
        places = copyOf(places);
        timers = timers == null ? Map.of() : Map.copyOf(timers);
        variables = variables == null ? Variables.of(Map.of()) : variables;
    }

    /**
     * An open element.
     *
     * @param called where the process stands that it calls; null when it calls none
     * @param task the work item; null when it is none
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Place(
            String elementId,
            @Nullable Standing called,
            @Nullable WorkItem task) {}

    /** What is to be kept of a work item. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record WorkItem(
            String id,
            @Nullable String assignee,
            @Nullable Instant due,
            @Nullable Instant followUp,
            List<String> queues,
            Variables variables) {

        WorkItem {
            queues = copyOf(queues);
            variables = variables == null ? Variables.of(Map.of()) : variables;
        }
    }

    /** Variables sorted by type, because JSON knows no dates. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Variables(
            Map<String, String> codes,
            Map<String, Boolean> flags,
            Map<String, Long> numbers,
            Map<String, Instant> dates) {

        Variables {
            codes = copyOf(codes);
            flags = copyOf(flags);
            numbers = copyOf(numbers);
            dates = copyOf(dates);
        }

        static Variables of(Map<String, Object> values) {
            var codes = new HashMap<String, String>();
            var flags = new HashMap<String, Boolean>();
            var numbers = new HashMap<String, Long>();
            var dates = new HashMap<String, Instant>();
            values.forEach((name, value) -> {
                if (value instanceof String code) {
                    codes.put(name, code);
                } else if (value instanceof Boolean flag) {
                    flags.put(name, flag);
                } else if (value instanceof Number number) {
                    numbers.put(name, number.longValue());
                } else if (value instanceof Date date) {
                    dates.put(name, date.toInstant());
                } else if (value != null) {
                    throw new IllegalStateException("The variable " + name + " is not a code, number, date or flag.");
                }
            });
            return new Variables(codes, flags, numbers, dates);
        }

        Map<String, Object> values() {
            var values = new HashMap<String, Object>();
            values.putAll(codes);
            values.putAll(flags);
            values.putAll(numbers);
            dates.forEach((name, date) -> values.put(name, Date.from(date)));
            return values;
        }

        private static <T> Map<String, T> copyOf(@Nullable Map<String, T> map) {
            return map == null ? Map.of() : Map.copyOf(map);
        }
    }

    static String write(List<Standing> processes) {
        try {
            return JSON.writeValueAsString(processes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Standing> read(String text) {
        try {
            return List.of(JSON.readValue(text, Standing[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was kept of the ended episode cannot be read.", e);
        }
    }

    private static <T> List<T> copyOf(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
