package care.handrail.pathways.model;

import care.handrail.access.DataClass;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form and the rules that a value must keep, as the browser's form library applies them, applied again on
 * the server.
 *
 * @param recall whether the field is filled with the newest earlier value of the same key
 * @param ignored read only or disabled: shown, and left alone when it comes back
 * @param limits what the form says about the value
 * @param choices what may be chosen, the words that people read by the value that is kept; empty unless the type is
 *     select or radio
 * @param hiddenWhen any of these hides the field
 */
public record FormField(
        String key,
        Type type,
        String label,
        DataClass dataClass,
        boolean recall,
        boolean ignored,
        boolean hasDefault,
        Limits limits,
        Map<String, String> choices,
        List<VisibilityCondition> hiddenWhen) {

    /** How long a one-line text may be when the form does not say. */
    static final int LINE = 255;

    /** How long a text of several lines may be when the form does not say. */
    static final int NOTE = 10_000;

    /** How long any text may be, whatever the form says. */
    static final int LONGEST = 100_000;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

    /** The form library's own pattern for e-mail addresses. */
    private static final Pattern EMAIL =
            Pattern.compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
                    + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

    public FormField {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
        hiddenWhen = List.copyOf(hiddenWhen);
    }

    /** What a person can do with the field. */
    public enum Type {
        TEXTFIELD,
        TEXTAREA,
        NUMBER,
        SELECT,
        RADIO,
        CHECKBOX,
        DATE,
        TIME,
        DATETIME
    }

    /**
     * What a form says about a value; null where it says nothing.
     *
     * @param decimalDigits how many digits may follow the point
     * @param increment what the number must be a multiple of
     */
    public record Limits(
            boolean required,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable Integer minLength,
            @Nullable Integer maxLength,
            @Nullable Pattern pattern,
            boolean email,
            @Nullable Integer decimalDigits,
            @Nullable BigDecimal increment,
            boolean noPastDates) {}

    /** Returns the values that may be chosen. */
    public List<String> options() {
        return List.copyOf(choices.keySet());
    }

    /** Returns a recorded value as people read it. */
    public String inWords(Object value) {
        if (value instanceof Boolean ticked) {
            return ticked ? "Yes" : "No";
        }
        var text = value.toString();
        if (type == Type.DATE) {
            try {
                return LocalDate.parse(text).format(DAY);
            } catch (DateTimeException e) {
                return text;
            }
        }
        return choices.getOrDefault(text, text);
    }

    /** Tells whether the values hide the field. */
    public boolean isHidden(Map<String, ?> values) {
        return hiddenWhen.stream().anyMatch(condition -> condition.holds(values));
    }

    /** Tells whether nothing was given. Blanks are nothing; so is a box that is not ticked where one must tick it. */
    public boolean isEmpty(@Nullable Object value) {
        return value == null
                || value instanceof String text && text.isBlank()
                || type == Type.CHECKBOX && limits.required && Boolean.FALSE.equals(value);
    }

    /** Returns the sentence for a field that was left empty although it is needed. */
    public Optional<String> missing() {
        if (!limits.required) {
            return Optional.empty();
        }
        return Optional.of(type == Type.CHECKBOX ? quoted() + " must be ticked." : quoted() + " is needed.");
    }

    /** Returns the sentence for a value that came although the field was not to be seen. */
    public String notAskedFor() {
        return quoted() + " is not asked for with these answers. Leave it empty.";
    }

    /**
     * Returns one sentence, which never holds the value, when a value that is not empty breaks the form's rules.
     *
     * @param today in the clinic's zone
     */
    public Optional<String> problem(Object value, LocalDate today) {
        return switch (type) {
            case TEXTFIELD, TEXTAREA -> value instanceof String text ? textProblem(text) : notText();
            case SELECT, RADIO ->
                value instanceof String code && choices.containsKey(code)
                        ? Optional.empty()
                        : says(" must be one of the choices offered.");
            case CHECKBOX ->
                value instanceof Boolean ? Optional.empty() : says(" is either ticked or not: send true or false.");
            case NUMBER -> value instanceof Number number ? numberProblem(number) : says(" is not a number.");
            case DATE -> dateProblem(value, today);
            case TIME -> parsed(value, DateTimeFormatter.ISO_TIME) ? Optional.empty() : says(" is not a time.");
            case DATETIME ->
                parsed(value, DateTimeFormatter.ISO_DATE_TIME) ? Optional.empty() : says(" is not a date and time.");
        };
    }

    /** Returns a valid value as it is kept in a letter: String, Boolean, Long or BigDecimal. */
    public Object letterValue(Object value) {
        if (!(value instanceof Number number)) {
            return value;
        }
        BigDecimal exact = decimal(number).stripTrailingZeros();
        return exact.scale() <= 0 && exact.precision() - exact.scale() <= 18 ? (Object) exact.longValueExact() : exact;
    }

    /** Returns a valid value as the engine keeps it: String, Boolean, Long or Date. */
    public Object operationalValue(Object value, ZoneId zone) {
        return switch (type) {
            case DATE ->
                Date.from(LocalDate.parse((String) value).atStartOfDay(zone).toInstant());
            case DATETIME -> {
                var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                        (String) value, OffsetDateTime::from, LocalDateTime::from);
                yield Date.from(
                        parsed instanceof OffsetDateTime moment
                                ? moment.toInstant()
                                : ((LocalDateTime) parsed).atZone(zone).toInstant());
            }
            case NUMBER -> decimal((Number) value).longValue();
            default -> value;
        };
    }

    /** Returns what the engine or the letter store kept in the form that the browser's form library shows. */
    public Object shownValue(Object kept, ZoneId zone) {
        if (kept instanceof Date date) {
            var local = date.toInstant().atZone(zone);
            return type == Type.DATE
                    ? local.toLocalDate().toString()
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local.withNano(0));
        }
        return kept;
    }

    private Optional<String> textProblem(String text) {
        int most = limits.maxLength != null ? Math.min(limits.maxLength, LONGEST) : type == Type.TEXTAREA ? NOTE : LINE;
        String trimmed = text.strip();
        if (text.length() > LONGEST || trimmed.length() > most) {
            return says(" may have " + most + " characters at most. Shorten it.");
        }
        if (limits.minLength != null && trimmed.length() < limits.minLength) {
            return says(" must have at least " + limits.minLength + " characters.");
        }
        if (!isPlain(text, type == Type.TEXTAREA ? "\n\r\t" : "")) {
            return says(" holds a character that cannot be kept. Type it again instead of pasting it.");
        }
        if (limits.pattern != null && !limits.pattern.matcher(text).find()) {
            return says(" is not in the form that is asked for.");
        }
        if (limits.email && !EMAIL.matcher(text).matches()) {
            return says(" is not an e-mail address.");
        }
        return Optional.empty();
    }

    /** Control characters and halves of characters would come back different from what was typed. */
    private static boolean isPlain(String text, String controls) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            boolean half = Character.getType(character) == Character.SURROGATE;
            boolean control = Character.isISOControl(character) && controls.indexOf(character) < 0;
            if (half || control) {
                return false;
            }
            i += Character.charCount(character);
        }
        return true;
    }

    private Optional<String> numberProblem(Number value) {
        if (value instanceof Double number && !Double.isFinite(number)
                || value instanceof Float single && !Float.isFinite(single)) {
            return says(" is not a number.");
        }
        BigDecimal number = decimal(value);
        if (number.precision() > 30 || Math.abs(number.scale()) > 30) {
            return says(" is too long a number.");
        }
        if (limits.min != null && number.compareTo(limits.min) < 0) {
            return says(" must be " + limits.min.toPlainString() + " or more.");
        }
        if (limits.max != null && number.compareTo(limits.max) > 0) {
            return says(" must be " + limits.max.toPlainString() + " or less.");
        }
        if (limits.decimalDigits != null && number.stripTrailingZeros().scale() > limits.decimalDigits) {
            return says(
                    limits.decimalDigits == 0
                            ? " must be a whole number."
                            : " may have " + limits.decimalDigits + " digits after the point at most.");
        }
        if (limits.increment != null && number.remainder(limits.increment).signum() != 0) {
            return says(" must be a multiple of " + limits.increment.toPlainString() + ".");
        }
        return Optional.empty();
    }

    private Optional<String> dateProblem(Object value, LocalDate today) {
        LocalDate day;
        try {
            day = LocalDate.parse(value instanceof String text ? text : "");
        } catch (DateTimeException e) {
            return says(" is not a date. Write it as year-month-day, for example 1980-05-31.");
        }
        if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
            return says(" must be between 1900 and 2199.");
        }
        if (limits.noPastDates && day.isBefore(today)) {
            return says(" lies in the past.");
        }
        return Optional.empty();
    }

    private static boolean parsed(Object value, DateTimeFormatter format) {
        try {
            return value instanceof String text && format.parse(text).isSupported(ChronoField.MINUTE_OF_DAY);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
    }

    private Optional<String> notText() {
        return says(" must be text.");
    }

    private Optional<String> says(String what) {
        return Optional.of(quoted() + what);
    }

    private String quoted() {
        return "'" + label + "'";
    }
}
