package care.handrail.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.shared.StartRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionMatrixTests {

    private static final PermissionMatrix SHIPPED = PermissionMatrix.shipped();

    @ParameterizedTest
    @EnumSource
    void onlyCliniciansSeeWhatIsClinicalAndOnlyOfThoseWhomTheyTreat(Role role) {
        var clinicians =
                Set.of(Role.CLINICIAN, Role.PHYSIOTHERAPY, Role.NURSING, Role.CLINICAL_LEAD, Role.OUT_OF_HOURS);

        assertThat(SHIPPED.reach(role, DataClass.CLINICAL, Action.VIEW).map(Reach.TEAM::equals))
                .isEqualTo(clinicians.contains(role) ? Optional.of(true) : Optional.empty());
        assertThat(SHIPPED.reach(role, DataClass.CLINICAL, Action.AMEND).isPresent())
                .isEqualTo(clinicians.contains(role));
    }

    @Test
    void anAdministratorSeesNoPatientData() {
        assertThat(PermissionMatrix.cells()
                        .filter(cell -> cell.role() == Role.ADMINISTRATOR)
                        .filter(cell -> SHIPPED.reach(cell.role(), cell.dataClass(), cell.action())
                                .isPresent()))
                .isEmpty();
    }

    @Test
    void onlyComplianceSeesTheAuditTrailAndGovernanceWhatComesToIt() {
        assertThat(Arrays.stream(Role.values())
                        .filter(role -> SHIPPED.reach(role, DataClass.AUDIT_TRAIL, Action.VIEW)
                                .equals(Optional.of(Reach.ANY))))
                .containsExactly(Role.COMPLIANCE);
        assertThat(Arrays.stream(Role.values())
                        .filter(role -> SHIPPED.reach(role, DataClass.AUDIT_TRAIL, Action.VIEW)
                                .equals(Optional.of(Reach.QUEUE))))
                .containsExactly(Role.GOVERNANCE);
        assertThat(Arrays.stream(Role.values()).filter(role -> role.sees(DataClass.AUDIT_TRAIL)))
                .containsExactly(Role.COMPLIANCE, Role.GOVERNANCE);
    }

    @Test
    void nobodyDeletes() {
        assertThat(PermissionMatrix.cells()
                        .filter(cell -> cell.action() == Action.DELETE)
                        .filter(cell -> SHIPPED.reach(cell.role(), cell.dataClass(), cell.action())
                                .isPresent()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            recption: {}                                    | There is no role 'recption'
            "reception: { clincal: { any: [view] } }"       | There is no data class 'clincal'
            "reception: { contact: { all: [view] } }"       | There is no reach 'all'
            "reception: { contact: { any: [read] } }"       | There is no action 'read'
            "reception: { contact: { any: [view], team: [view] } }" | The role reception is given the action view on contact twice
            "reception: { contact: { any: view } }"         | Line 1 is not of the form
            "reception: {}"                                 | The role care-coordination is missing
            """)
    void aBrokenMatrixIsRefusedWithASentence(String written, String sentence) {
        assertThatThrownBy(() -> read(written))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("access/permission-matrix.yaml");
    }

    @Test
    void aRoleThatStandsThereTwiceIsRefused() {
        assertThatThrownBy(() -> read("reception: {}\nreception: {}"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("Line 2");
    }

    @Test
    void everythingThatIsNotWrittenIsRefused() throws IOException {
        var nothing = read(
                Arrays.stream(Role.values()).map(role -> role.group() + ": {}").collect(Collectors.joining("\n")));

        assertThat(PermissionMatrix.cells()
                        .filter(cell -> nothing.reach(cell.role(), cell.dataClass(), cell.action())
                                .isPresent()))
                .isEmpty();
    }

    private static PermissionMatrix read(String written) throws IOException {
        return PermissionMatrix.read(new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)));
    }
}
