package care.handrail.episodes.steps;

import static care.handrail.episodes.EpisodeVariables.APPROVER_AVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.testing.StepVariables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LookForApproverTests {

    @Test
    void findsAnotherClinician() {
        assertThat(available(Map.of("planAuthor", "clinician"), "clinician", "clinician2"))
                .isTrue();
    }

    @Test
    void neverTakesTheAuthorForTheirOwnApprover() {
        assertThat(available(Map.of("planAuthor", "clinician"), "clinician")).isFalse();
    }

    @Test
    void findsAClinicianForThePlanOfSomebodyWhoIsNone() {
        assertThat(available(Map.of("planAuthor", "physio"), "clinician")).isTrue();
    }

    @Test
    void findsNobodyWhereThereIsNoClinician() {
        assertThat(available(Map.of("planAuthor", "physio"))).isFalse();
    }

    @Test
    void asksForTheAuthorOfTheSummaryWhereThereIsNoPlan() {
        assertThat(available(Map.of("summaryAuthor", "clinician"), "clinician")).isFalse();
        assertThat(available(Map.of("summaryAuthor", "clinician"), "clinician", "clinician2"))
                .isTrue();
    }

    @Test
    void failsWhenNobodyIsKnownToHaveWrittenAnything() {
        assertThatThrownBy(() -> available(Map.of(), "clinician")).isInstanceOf(IllegalStateException.class);
    }

    private static boolean available(Map<String, Object> variables, String... clinicians) {
        var context = new StepVariables(variables);
        new LookForApprover(new Clinicians(List.of(clinicians))).run(context);
        return context.require(APPROVER_AVAILABLE);
    }

    private record Clinicians(List<String> members) implements StaffDirectory {

        @Override
        public List<String> members(Role role) {
            return role == Role.CLINICIAN ? members : List.of();
        }

        @Override
        public Optional<Staff> find(String userId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String nameOf(String userId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void changePassword(String userId, String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String setPassword(String userId, String by, @Nullable String confirmedBy) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void giveRole(String userId, Role role) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void put(Staff staff, String displayName) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean checkPassword(String userId, String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isEmpty() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void create(Staff staff, String displayName, String password) {
            throw new UnsupportedOperationException();
        }
    }
}
