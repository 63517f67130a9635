package care.handrail.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What staff put into the forms, by form and outcome; stands in {@code demo/answers.yaml}. Tests answer with it, too. */
public final class Answers {

    private final Map<String, Form> forms;

    private Answers(Map<String, Form> forms) {
        this.forms = forms;
    }

    /**
     * How a form is answered.
     *
     * @param by who answers it: user ids, the first who has the work item does it
     * @param field key of the field that holds the outcome
     * @param keep whether what the form shows is sent back with the answer, as somebody does who only adds to it
     * @param outcomes further values by outcome; a text such as {@code +14d} is the day in so many days
     */
    private record Form(List<String> by, String field, boolean keep, Map<String, Map<String, Object>> outcomes) {}

    /**
     * A way to answer a form with a certain outcome.
     *
     * @param by who answers it: user ids, the first who has the work item does it
     */
    public record Answer(String form, List<String> by, boolean keep, Map<String, Object> values) {}

    /** Returns all that are shipped. */
    public static Answers read() {
        try (var yaml = Answers.class.getResourceAsStream("/demo/answers.yaml")) {
            return new Answers(new ObjectMapper(new YAMLFactory()).readValue(yaml, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the ways in which some form can end with the outcome. */
    public List<Answer> with(String outcome, LocalDate today) {
        return forms.entrySet().stream()
                .flatMap(form -> answer(form.getKey(), form.getValue(), outcome, today))
                .toList();
    }

    private static Stream<Answer> answer(String id, Form form, String outcome, LocalDate today) {
        var more = form.outcomes().get(outcome);
        if (more == null) {
            return Stream.empty();
        }
        var values = new HashMap<String, Object>();
        more.forEach((key, value) -> values.put(key, day(value, today)));
        values.putIfAbsent(form.field(), outcome);
        return Stream.of(new Answer(id, form.by(), form.keep(), values));
    }

    private static Object day(Object value, LocalDate today) {
        return value instanceof String text && text.matches("[+-]\\d+d")
                ? today.plusDays(Long.parseLong(text.substring(0, text.length() - 1)))
                        .toString()
                : value;
    }
}
