package care.handrail.episodes;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.NHS_NUMBER;
import static care.handrail.records.LetterFields.SURNAME;

import care.handrail.access.DataClass;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.LetterStore;
import care.handrail.records.Records;
import care.handrail.signoffs.SignedItem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a signature under a paper of an episode means: of whom it is, and what it says in the letter. */
@Configuration(proxyBeanMethods = false)
class PapersToSign {

    @Bean
    SignedItem treatmentPlanToSign(EpisodeStore episodes, Records records, LetterStore letters) {
        return new PaperToSign(SignedPaper.TREATMENT_PLAN, episodes, records, letters);
    }

    @Bean
    SignedItem dischargeSummaryToSign(EpisodeStore episodes, Records records, LetterStore letters) {
        return new PaperToSign(SignedPaper.DISCHARGE_SUMMARY, episodes, records, letters);
    }

    /** The paper of an episode, which is the item's id. */
    private record PaperToSign(SignedPaper paper, EpisodeStore episodes, Records records, LetterStore letters)
            implements SignedItem {

        @Override
        public String kind() {
            return paper.kind();
        }

        @Override
        public Map<DataClass, Map<String, String>> shown(String itemId) {
            var patientId = episodes.findById(itemId)
                    .orElseThrow(() -> new IllegalArgumentException("There is no such episode."))
                    .patientId();
            var labels = paper.labels();
            var written = letters.latest(patientId, itemId, labels.keySet(), Set.of(DataClass.CLINICAL));
            var clinical = new LinkedHashMap<String, String>();
            labels.forEach((field, label) -> put(clinical, label, written.get(field)));
            return Map.of(DataClass.IDENTITY, identity(patientId), DataClass.CLINICAL, clinical);
        }

        private Map<String, String> identity(String patientId) {
            var person = records.identityOf(patientId);
            var identity = new LinkedHashMap<String, String>();
            put(identity, "Given name", person.get(GIVEN_NAME));
            put(identity, "Surname", person.get(SURNAME));
            put(identity, "Born", person.get(DATE_OF_BIRTH));
            put(identity, "NHS number", person.get(NHS_NUMBER));
            return identity;
        }

        private static void put(Map<String, String> parts, String label, @Nullable Object value) {
            if (value != null) {
                parts.put(label, value.toString());
            }
        }
    }
}
