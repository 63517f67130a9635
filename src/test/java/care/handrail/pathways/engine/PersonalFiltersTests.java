package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.testing.CountingDataSource;
import care.handrail.testing.HandrailTest;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HandrailTest
class PersonalFiltersTests {

    @Autowired
    private FilterService filters;

    @Autowired
    private IdentityService identity;

    @AfterEach
    void signOut() {
        identity.clearAuthentication();
    }

    @Test
    void countsAQueueInThreeStatements() {
        var queue = filter("Queue: Reception");
        identity.setAuthentication("reception", List.of("reception"));
        assertThat(CountingDataSource.during(() -> filters.count(queue)).statements())
                .as("the filter, the right to it, the count")
                .isEqualTo(3);
    }

    @Test
    void asksForTheRightToAFilterWhateverIsAskedOfIt() {
        for (var name : List.of("Queue: Clinicians", "Overdue: Clinicians")) {
            var id = filter(name);
            identity.setAuthentication("reception", List.of("reception"));
            assertThatThrownBy(() -> filters.count(id)).isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> filters.list(id)).isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> filters.listPage(id, 0, 1)).isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> filters.singleResult(id)).isInstanceOf(AuthorizationException.class);
            identity.clearAuthentication();
        }
    }

    private String filter(String name) {
        return filters.createTaskFilterQuery().filterName(name).singleResult().getId();
    }
}
