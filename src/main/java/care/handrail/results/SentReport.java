package care.handrail.results;

import care.handrail.access.DataClass;
import care.handrail.pathways.InvalidFormException;
import care.handrail.records.LetterFields;
import care.handrail.results.LabReport.Code;
import care.handrail.results.LabReport.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report that can be kept: checked, and written as people will read it. Nothing that was sent is left out.
 *
 * @param issuedAt when the sender issued this version
 * @param orderNumber the number of ours that it names; empty when it names none
 */
record SentReport(
        String identifier, String status, Instant issuedAt, String orderNumber, boolean critical, LabReport sent) {

    static final Set<String> STATUSES = Set.of("preliminary", "final", "amended", "corrected", "entered-in-error");

    /** Fields of the letter. They are none of those by which patients are found. */
    static final String GIVEN = "sentGivenName";

    static final String FAMILY = "sentSurname";
    static final String BORN = "sentDateOfBirth";
    static final String NUMBER = "sentNhsNumber";
    static final String FROM = "resultFrom";
    static final String TEST = "resultTest";
    static final String REPORT = "resultReport";

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final int LONGEST = 200;
    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_OBSERVATIONS = 500;

    /**
     * Checks what was sent.
     *
     * @param now when it arrived; nothing was issued after that, but for clocks that differ a little
     * @throws InvalidFormException one sentence for each field that is wrong
     */
    static SentReport of(LabReport report, Instant now) {
        var problems = new LinkedHashMap<String, String>();
        var identifier = required(problems, "identifier", report.identifier(), "Give your number of the report.");
        var status = text(report.status());
        if (!STATUSES.contains(status)) {
            problems.put("status", "Say preliminary, final, amended, corrected or entered-in-error.");
        }
        var issued = issued(report.issued());
        if (issued == null) {
            problems.put("issued", "Say when the report was issued, for example 2026-11-21T10:30:00Z.");
        } else if (issued.isAfter(now.plus(CLOCKS_DIFFER))) {
            problems.put(
                    "issued", "This is in the future. Look at the clock, and the offset, of the program that sends.");
        }
        if (name(report.code()).isEmpty()) {
            problems.put("code", "Say what was tested, as code.text or code.code.");
        }
        var subject = report.subject();
        if (subject == null) {
            problems.put("subject", "Say whose result it is: family, given, birthDate, nhsNumber, as far as you know.");
        }
        var found = report.result() == null ? List.<Observation>of() : report.result();
        if (found.isEmpty() && text(report.conclusion()).isEmpty()) {
            problems.put("result", "Give what was found, or a conclusion.");
        }
        if (found.size() > MOST_OBSERVATIONS) {
            problems.put("result", "Give at most " + MOST_OBSERVATIONS + " observations in one report.");
        }
        keepShort(problems, "basedOn", report.basedOn());
        keepShort(problems, "effective", report.effective());
        keepShort(problems, "performer", report.performer());
        if (subject != null) {
            keepShort(problems, "subject.nhsNumber", subject.nhsNumber());
            keepShort(problems, "subject.family", subject.family());
            keepShort(problems, "subject.given", subject.given());
            keepShort(problems, "subject.birthDate", subject.birthDate());
        }
        var checked = new SentReport(
                identifier,
                status,
                Objects.requireNonNullElse(issued, Instant.EPOCH),
                text(report.basedOn()),
                Boolean.TRUE.equals(report.critical()),
                report);
        if (checked.inWords().length() > LONGEST_TEXT || name(report.code()).length() > LONGEST) {
            problems.put("result", "The report is too long: at most " + LONGEST_TEXT + " characters in all.");
        }
        if (!problems.isEmpty()) {
            throw new InvalidFormException(problems);
        }
        return checked;
    }

    /** Returns what is kept of it, by data class. */
    Map<DataClass, Map<String, Object>> letter() {
        var subject = Objects.requireNonNull(sent.subject());
        return Map.of(
                DataClass.IDENTITY,
                Map.of(
                        GIVEN, text(subject.given()),
                        FAMILY, text(subject.family()),
                        BORN, text(subject.birthDate()),
                        NUMBER, text(subject.nhsNumber())),
                DataClass.CONTACT,
                Map.of(FROM, from()),
                DataClass.CLINICAL,
                Map.of(TEST, name(sent.code()), REPORT, inWords()));
    }

    /** Returns the demographics under the keys by which patients are compared. */
    static Map<String, Object> demographics(Map<String, Object> letter) {
        var described = new LinkedHashMap<String, Object>();
        Map.of(
                        GIVEN, LetterFields.GIVEN_NAME,
                        FAMILY, LetterFields.SURNAME,
                        BORN, LetterFields.DATE_OF_BIRTH,
                        NUMBER, LetterFields.NHS_NUMBER)
                .forEach((sentAs, known) -> {
                    var value = letter.get(sentAs);
                    if (value != null && !value.toString().isBlank()) {
                        described.put(known, value.toString());
                    }
                });
        return described;
    }

    private String from() {
        return Stream.of(
                        text(sent.performer()),
                        "report " + identifier,
                        orderNumber.isEmpty() ? "no order named" : "order " + orderNumber)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private String inWords() {
        var lines = new ArrayList<String>();
        if (critical) {
            lines.add("THE SENDER ASKS THAT SOMEBODY LOOKS AT ONCE.");
        }
        lines.add("Status: " + status);
        lines.add("Issued: " + text(sent.issued()));
        add(lines, "Taken: ", sent.effective());
        add(lines, "By: ", sent.performer());
        lines.add("Test: " + coded(sent.code()));
        var found = sent.result() == null ? List.<Observation>of() : sent.result();
        for (var observation : found) {
            lines.add(line(observation));
        }
        add(lines, "Conclusion: ", sent.conclusion());
        return String.join("\n", lines);
    }

    private static String line(Observation found) {
        var line =
                new StringBuilder("- ").append(coded(found.code())).append(": ").append(text(found.value()));
        append(line, " ", found.unit(), "");
        append(line, " [", found.interpretation(), "]");
        append(line, " (reference: ", found.referenceRange(), ")");
        append(line, " – ", found.note(), "");
        return line.toString();
    }

    private static void append(StringBuilder line, String before, @Nullable String value, String after) {
        if (!text(value).isEmpty()) {
            line.append(before).append(text(value)).append(after);
        }
    }

    private static void add(List<String> lines, String before, @Nullable String value) {
        if (!text(value).isEmpty()) {
            lines.add(before + text(value));
        }
    }

    private static String name(@Nullable Code code) {
        return code == null ? "" : text(code.text()).isEmpty() ? text(code.code()) : text(code.text());
    }

    /** Returns the words with the code behind them, or whichever of the two there is. */
    private static String coded(@Nullable Code code) {
        if (code == null || text(code.code()).isEmpty()) {
            return name(code);
        }
        var coded = (text(code.system()) + " " + text(code.code())).strip();
        return text(code.text()).isEmpty() ? coded : text(code.text()) + " (" + coded + ")";
    }

    private static @Nullable Instant issued(@Nullable String value) {
        try {
            return OffsetDateTime.parse(text(value)).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String required(
            Map<String, String> problems, String field, @Nullable String value, String sentence) {
        if (text(value).isEmpty()) {
            problems.put(field, sentence);
        }
        keepShort(problems, field, value);
        return text(value);
    }

    private static void keepShort(Map<String, String> problems, String field, @Nullable String value) {
        if (text(value).length() > LONGEST) {
            problems.put(field, "At most " + LONGEST + " characters.");
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    /** Returns nothing of the content, because it would end up in logs. */
    @Override
    public String toString() {
        return "SentReport";
    }
}
