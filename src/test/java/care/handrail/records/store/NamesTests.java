package care.handrail.records.store;

import static care.handrail.access.DataClass.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.records.SearchKind;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People are called what they are called. */
class NamesTests {

    @Nested
    class OnH2 extends Behaviour {
        @Override
        DataSource database() {
            return onH2();
        }
    }

    @Nested
    class OnPostgres extends Behaviour {
        @Override
        DataSource database() {
            return onPostgres();
        }
    }

    abstract static class Behaviour extends RecordsOnDatabase {

        @ParameterizedTest
        @CsvSource({
            "O'Brien,OBRIEN",
            "O’Brien,O'Brien",
            "OʼBrien,OBrien",
            "Smith-Jones,smith jones",
            "Smith–Jones,Jones",
            "Noëlle,Noe\u0308lle",
            "Noe\u0308lle,Noelle",
            "Nguyễn,nguyen",
            "Ọlájídé,Olajide",
            "Großmann,GROSSMANN",
            "محمد\u200F,محمد",
            "بن\u200Cعلي,بنعلي",
            "בן־דוד,בן דוד",
            "श्रीवास्तव,श्रीवास्तव",
            "李,李",
            "👩🏽‍⚕️ Lee,Lee",
            "O,o",
            "Ng,NG",
            "X Æ A-12,x ae a"
        })
        void isKeptAsItIsAndFoundHoweverItIsWritten(String name, String sought) {
            var patient = kept(name);
            assertThat(records.findPatients(SearchKind.SURNAME, sought)).contains(patient);
        }

        @ParameterizedTest
        @ValueSource(strings = {"-", "🌷", "\u202E12", "?", "1"})
        void isKeptAsItIsThoughNobodyIsFoundByIt(String name) {
            kept(name);
            assertThat(records.findPatients(SearchKind.SURNAME, name)).isEmpty();
        }

        /** Returns the id of a new patient of that name, who is called so when looked at again. */
        private String kept(String name) {
            var letter = newLetter();
            letters.write(letter, Map.of(IDENTITY, Map.of("surname", name, "givenName", name)), "reception");
            assertThat(latest(letter, "surname", "givenName"))
                    .containsOnly(Map.entry("surname", name), Map.entry("givenName", name));
            return letter.patientId();
        }
    }
}
