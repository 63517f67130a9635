package care.handrail.signoffs;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedItemsTests {

    private static final Map<DataClass, Map<String, String>> SHOWN = Map.of(
            DataClass.CLINICAL, Map.of("Reason", "Pain in the knee"),
            DataClass.IDENTITY, Map.of("Name", "Ottoline Quarrie"));

    @Test
    void givesTheSameWordsTheSameHashInWhateverOrderTheyCome() {
        var turned = new LinkedHashMap<DataClass, Map<String, String>>();
        for (var dataClass : List.of(DataClass.IDENTITY, DataClass.CLINICAL)) {
            turned.put(dataClass, SHOWN.get(dataClass));
        }
        assertThat(SignedItems.hash(turned))
                .isEqualTo(SignedItems.hash(SHOWN))
                // SHA-256 of {"clinical":{"Reason":"Pain in the knee"},"identity":{"Name":"Ottoline Quarrie"}}
                .isEqualTo("4fa93eaac85613c16a244a1b6e9feb959cba7f2ef19cb93a3ea3b642d42498a3");
    }

    @Test
    void givesOtherWordsAnotherHash() {
        assertThat(List.of(
                        SignedItems.hash(SHOWN),
                        SignedItems.hash(Map.of(DataClass.CLINICAL, Map.of("Reason", "Pain in the knee"))),
                        SignedItems.hash(Map.of(DataClass.CONTACT, Map.of("Reason", "Pain in the knee"))),
                        SignedItems.hash(Map.of(DataClass.CLINICAL, Map.of("Reason", "Pain in the knees"))),
                        SignedItems.hash(Map.of(DataClass.CLINICAL, Map.of("Reasons", "Pain in the knee")))))
                .doesNotHaveDuplicates();
    }
}
