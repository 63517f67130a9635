package care.handrail.patients;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.SURNAME;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tells one patient from another in a list, and no more.
 *
 * @param name empty when it is not known
 * @param yearOfBirth null when it is not known
 */
public record MinimalIdentity(String name, @Nullable Integer yearOfBirth) {

    /** Reads it from what is recorded of identity and contact. */
    public static MinimalIdentity of(Map<String, Object> letter) {
        var name = Stream.of(GIVEN_NAME, SURNAME)
                .map(key -> letter.getOrDefault(key, "").toString().strip())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        var born = DateOfBirth.parse(letter.getOrDefault(DATE_OF_BIRTH, "").toString(), LocalDate.MAX);
        return new MinimalIdentity(name, born.map(LocalDate::getYear).orElse(null));
    }

    /** Returns it as a card says it, for example "Ann Lee, born 1984". */
    public String inWords() {
        return (name.isEmpty() ? "Name not known yet" : name) + (yearOfBirth == null ? "" : ", born " + yearOfBirth);
    }

    /** Returns nothing of the person, because it would end up in logs. */
    @Override
    public String toString() {
        return "MinimalIdentity";
    }
}
