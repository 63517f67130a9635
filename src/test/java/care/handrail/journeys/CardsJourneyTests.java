package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Each card of Tasklist names the patient of its own work item, whatever happens to the list. */
@HandrailTest
class CardsJourneyTests {

    private static final List<String> SURNAMES = List.of("Abernathy", "Birtwistle", "Colquhoun", "Dalrymple");

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private TaskService workItems;

    @BeforeAll
    static void openTheBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeTheBrowser() {
        chromium.close();
    }

    @Test
    void namesThePatientOfItsOwnWorkItemHoweverTheListIsSortedAndAsksOnce() {
        var expected = new LinkedHashMap<String, String>();
        for (var surname : SURNAMES) {
            expected.put(begin(surname), "Gwendolen " + surname + ", born 1957");
        }
        var byAge = List.copyOf(expected.keySet());
        var byYouth = new ArrayList<>(byAge);
        Collections.reverse(byYouth);
        try (var desks = new Desks(chromium, http)) {
            var desk = desks.of("reception").atTasklist();
            var page = desk.page();
            var asked = new AtomicInteger();
            page.onRequest(request -> {
                if (request.url().endsWith("/api/work-items/cards")) {
                    asked.incrementAndGet();
                }
            });
            sort(desk, byAge, "asc");
            shows(page, byAge, expected);
            int once = asked.get();
            sort(desk, byAge, "desc");
            shows(page, byYouth, expected);
            sort(desk, byAge, "asc");
            shows(page, byAge, expected);
            assertThat(asked.get()).as("requests after the first showing").isEqualTo(once);
            desk.shot("cards");
            desks.arrived();
        }
    }

    /** Lists these work items only. */
    private void sort(Desk desk, List<String> items, String order) {
        var any = items.stream()
                .map(item ->
                        "{\"type\":\"processVariables\",\"operator\":\"eq\",\"name\":\"reference\",\"value\":\"%s\"}"
                                .formatted(workItems.getVariable(item, "reference")))
                .collect(Collectors.joining(",", "[", "]"));
        desk.follow(
                "searchQuery=" + any,
                "searchOrQuery=true",
                "sorting=[{\"sortBy\":\"created\",\"sortOrder\":\"" + order + "\"}]");
    }

    /** Waits for the order, then reads each card by the work item that it leads to. */
    private static void shows(Page page, List<String> order, Map<String, String> expected) {
        var cards = page.locator(".tasks-list li.task");
        assertThat(cards).hasCount(order.size());
        for (int i = 0; i < order.size(); i++) {
            var card = cards.nth(i);
            assertThat(card.locator("h4 a")).hasAttribute("href", Pattern.compile(order.get(i)));
            assertThat(whose(card)).hasText(Objects.requireNonNull(expected.get(order.get(i))));
        }
    }

    private static Locator whose(Locator card) {
        return card.locator(".handrail-whose");
    }

    private String begin(String surname) {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        values.putAll(Map.of(
                "givenName", "Gwendolen",
                "surname", surname,
                "dateOfBirth", "1957-09-14"));
        var patient = pathways.begin("PatientPathway", "StartEnquiry", values);
        return Objects.requireNonNull(patient.open().get("ReviewEnquiry")).getId();
    }
}
