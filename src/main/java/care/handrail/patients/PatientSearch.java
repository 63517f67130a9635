package care.handrail.patients;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.NHS_NUMBER;
import static care.handrail.records.LetterFields.PHONE;
import static care.handrail.records.LetterFields.POSTCODE;
import static care.handrail.records.LetterFields.SURNAME;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.Action;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Subject;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.InvalidFormException;
import care.handrail.patients.matching.Demographics;
import care.handrail.patients.matching.MatchField;
import care.handrail.patients.matching.MatchModel;
import care.handrail.records.Records;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds patients by what a person says of themselves, and shows of them no more than tells one from another. */
@Service
public class PatientSearch {

    /** How many patients are shown; there is no second page, so that whoever is not among them is asked for more exactly. */
    public static final int MOST_SHOWN = 20;

    private static final int LONGEST = 100;

    private static final int FEWEST_PHONE_DIGITS = 6;

    private static final Set<DataClass> TELLING_APART =
            EnumSet.of(DataClass.MINIMAL_IDENTITY, DataClass.IDENTITY, DataClass.CONTACT);

    private final Records records;
    private final Permissions permissions;
    private final SearchAllowance allowance;
    private final Audit audit;
    private final Clock clock;
    private final MatchModel model = MatchModel.shipped();

    PatientSearch(Records records, Permissions permissions, SearchAllowance allowance, Audit audit, Clock clock) {
        this.records = records;
        this.permissions = permissions;
        this.allowance = allowance;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is looked for; a field that is null or blank is not. The date of birth is an ISO date. */
    public record Asked(
            @Nullable String surname,
            @Nullable String givenName,
            @Nullable String dateOfBirth,
            @Nullable String nhsNumber,
            @Nullable String phone) {

        private Map<String, String> values() {
            var values = new LinkedHashMap<String, String>();
            put(values, SURNAME, surname);
            put(values, GIVEN_NAME, givenName);
            put(values, DATE_OF_BIRTH, dateOfBirth);
            put(values, NHS_NUMBER, nhsNumber);
            put(values, PHONE, phone);
            return values;
        }

        private static void put(Map<String, String> values, String key, @Nullable String value) {
            if (value != null && !value.isBlank()) {
                values.put(key, value.strip());
            }
        }

        /** Returns nothing of the person, because it would end up in logs. */
        @Override
        public String toString() {
            return "Asked" + values().keySet();
        }
    }

    /**
     * What was found.
     *
     * @param patients the most likely first
     * @param more how many others fit
     * @param moreThanThat whether there are even more, which nobody has counted
     * @param nearly whether nobody fits exactly, and these come near
     */
    public record Found(List<Line> patients, int more, boolean moreThanThat, boolean nearly) {}

    /**
     * A patient who fits.
     *
     * @param name empty when it is not known, null when what is recorded cannot be read
     * @param dateOfBirth null when it is not known, or not for the person who asks
     * @param nhsNumber as it is printed; null as for the date of birth
     * @param postcode null as for the date of birth
     * @param same labels of the fields that were asked for and are recorded just so
     * @param opens whether the person may open the record
     */
    public record Line(
            String patientId,
            @Nullable String name,
            @Nullable Integer yearOfBirth,
            @Nullable LocalDate dateOfBirth,
            @Nullable String nhsNumber,
            @Nullable String postcode,
            List<String> same,
            boolean opens) {

        /** Returns nothing of the person, because it would end up in logs. */
        @Override
        public String toString() {
            return "Line[" + patientId + "]";
        }
    }

    /**
     * Fails, and records that, unless the signed-in person may search: whose role may know of every patient that they
     * exist.
     *
     * @throws AccessRefusedException when the person may not
     */
    public void requireOpen() {
        var unused = permitted();
    }

    private boolean isOpenTo(Staff person) {
        return permissions.may(person, Action.VIEW, DataClass.MINIMAL_IDENTITY, Subject.none());
    }

    /**
     * Returns the patients of whom everything that was asked for is recorded, or those who come near when there is none.
     * Permission: every role that may see the minimal identity of any patient; more is shown as far as the person may see
     * it of each patient. Audited: that somebody searched, by what and with how many finds, and each patient shown; never
     * what was asked for.
     *
     * @throws AccessRefusedException when the person may not search
     * @throws SearchUsedUpException when the person has searched too often
     * @throws InvalidFormException one sentence per field that is wrong
     */
    @Transactional
    public Found search(Asked asked) {
        var person = permitted();
        var values = asked.values();
        requireReadable(values);
        allowance.use(person.userId());
        boolean nearly = false;
        var ids = records.findPatients(values, false, Records.MAX_FOUND);
        if (ids.isEmpty() && values.keySet().containsAll(Set.of(SURNAME, GIVEN_NAME))) {
            nearly = true;
            ids = records.findPatients(values, true, Records.MAX_FOUND);
        }
        var letters = records.readableIdentities(ids);
        var shown = ids.stream()
                .sorted(Comparator.comparingDouble(id -> -likeness(values, letters.get(id))))
                .limit(MOST_SHOWN)
                .toList();
        var seen = new ArrayList<AuditEvent>();
        seen.add(AuditEvent.of(Kind.PATIENT_SEARCHED, null, null, "search")
                .with("by=" + String.join(",", new TreeSet<>(values.keySet())) + (nearly ? ",nearly" : "") + " found="
                        + ids.size() + " shown=" + shown.size()));
        var lines = shown.stream()
                .map(id -> line(person, id, values, letters.get(id), seen))
                .toList();
        audit.recordAll(seen);
        return new Found(lines, ids.size() - shown.size(), ids.size() == Records.MAX_FOUND, nearly);
    }

    private Line line(
            Staff person,
            String patientId,
            Map<String, String> asked,
            @Nullable Map<String, Object> letter,
            List<AuditEvent> seen) {
        if (letter == null) {
            // The index knows them, so that something is recorded of them.
            seen.add(AuditEvent.of(Kind.RECORD_UNREADABLE, patientId, null, "search"));
            return new Line(patientId, null, null, null, null, null, List.of(), false);
        }
        var may = permissions.ask(person, Action.VIEW, TELLING_APART, Subject.patient(patientId));
        seen.add(AuditEvent.of(Kind.PATIENT_FOUND, patientId, null, "search")
                .withBasis(may.basis())
                .with(may.classes().stream().sorted().map(DataClass::code).collect(Collectors.joining(","))));
        var who = MinimalIdentity.of(letter);
        boolean identity = may.allows(DataClass.IDENTITY);
        return new Line(
                patientId,
                who.name(),
                who.yearOfBirth(),
                identity
                        ? DateOfBirth.parse(text(letter, DATE_OF_BIRTH), LocalDate.now(clock))
                                .orElse(null)
                        : null,
                identity
                        ? NhsNumber.of(text(letter, NHS_NUMBER))
                                .map(NhsNumber::spaced)
                                .orElse(null)
                        : null,
                may.allows(DataClass.CONTACT) && !text(letter, POSTCODE).isBlank() ? text(letter, POSTCODE) : null,
                same(Demographics.of(asked), Demographics.of(letter)),
                identity);
    }

    /** What the person said themselves is no secret to them, and tells two of one name apart. */
    private static List<String> same(Demographics asked, Demographics recorded) {
        return Arrays.stream(MatchField.values())
                .filter(field ->
                        asked.value(field).isPresent() && asked.value(field).equals(recorded.value(field)))
                .map(MatchField::label)
                .toList();
    }

    private double likeness(Map<String, String> asked, @Nullable Map<String, Object> letter) {
        return letter == null
                ? Double.NEGATIVE_INFINITY
                : model.score(Demographics.of(asked), Demographics.of(letter)).bits();
    }

    private Staff permitted() {
        return CurrentStaff.get().filter(this::isOpenTo).orElseThrow(() -> {
            audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, "verb:" + Kind.PATIENT_SEARCHED.name()));
            return new AccessRefusedException("Only reception, care coordination and clinicians search for patients.");
        });
    }

    private void requireReadable(Map<String, String> values) {
        var problems = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> problem(key, value).ifPresent(sentence -> problems.put(key, sentence)));
        if (values.isEmpty()) {
            problems.put(SURNAME, "Fill in at least one of these: surname, date of birth, NHS number, telephone.");
        } else if (values.keySet().equals(Set.of(GIVEN_NAME))) {
            problems.put(SURNAME, "A given name alone finds nobody: add the surname or the date of birth.");
        }
        if (!problems.isEmpty()) {
            throw new InvalidFormException(problems);
        }
    }

    private Optional<String> problem(String key, String value) {
        if (value.length() > LONGEST) {
            return Optional.of("This is too long: at most " + LONGEST + " characters.");
        }
        return switch (key) {
            case DATE_OF_BIRTH -> DateOfBirth.problem(value, LocalDate.now(clock));
            case NHS_NUMBER -> NhsNumber.problem(value);
            case PHONE ->
                value.chars().filter(Character::isDigit).count() < FEWEST_PHONE_DIGITS
                        ? Optional.of("A telephone number has at least " + FEWEST_PHONE_DIGITS
                                + " digits: give the whole number, or leave the field empty.")
                        : Optional.empty();
            default ->
                value.codePoints().noneMatch(Character::isLetter)
                        ? Optional.of("A name has letters: check it, or leave the field empty.")
                        : Optional.empty();
        };
    }

    private static String text(Map<String, Object> letter, String key) {
        var value = letter.get(key);
        return value == null ? "" : value.toString();
    }
}
