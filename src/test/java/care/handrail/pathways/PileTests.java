package care.handrail.pathways;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PileTests {

    @ParameterizedTest
    @EnumSource
    void clinicalJudgementIsGivenToCliniciansOnly(Role role) {
        assertThat(Pile.CLINICAL_JUDGEMENT.mayBeGivenTo(role, Role.CLINICIAN)).isEqualTo(role.isClinical());
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "RECEPTION, CARE_COORDINATION, true",
        "RECEPTION, PRACTICE_MANAGER, false",
        "RECEPTION, CLINICIAN, false", // does not see what concerns payment
        "CLINICIAN, CLINICAL_LEAD, true",
        "CLINICIAN, CARE_COORDINATION, false",
        "BILLING_OFFICE, CARE_COORDINATION, true",
        "CARE_COORDINATION, BILLING_OFFICE, false",
    })
    void reviewedDataIsGivenOnlyToARoleThatSeesAsMuch(Role queue, Role role, boolean given) {
        assertThat(Pile.REVIEWED_PHI.mayBeGivenTo(role, queue)).isEqualTo(given);
    }

    @Test
    void administrativeWorkIsGivenToAnyRoleWithAQueue() {
        assertThat(Pile.ADMINISTRATIVE.mayBeGivenTo(Role.PRACTICE_MANAGER, Role.RECEPTION))
                .isTrue();
        assertThat(Pile.ADMINISTRATIVE.mayBeGivenTo(Role.ADMINISTRATOR, Role.RECEPTION))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void isReadAsDiagramsWriteIt(Pile pile) {
        assertThat(Pile.ofCode(pile.code())).contains(pile);
    }

    @Test
    void knowsNoOtherPile() {
        assertThat(Pile.ofCode("clinical")).isEmpty();
        assertThat(Pile.REVIEWED_PHI.code()).isEqualTo("reviewed-phi");
    }
}
