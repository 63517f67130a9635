package care.handrail.consent;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.consent.Purposes.Refusal;
import care.handrail.pathways.model.VariableDeclaration;
import care.handrail.pathways.model.VariableDeclarations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of purposes as it is shipped. */
class PurposesTests {

    private static final Purposes PURPOSES = Purposes.shipped();

    @Test
    void namesALawfulBasisOfTheRegulationForEveryPurpose() {
        assertThat(PURPOSES.all()).isNotEmpty().allSatisfy((code, purpose) -> {
            assertThat(purpose.lawfulBasis())
                    .isIn(
                            "consent",
                            "contract",
                            "legal-obligation",
                            "vital-interests",
                            "public-task",
                            "legitimate-interests");
            assertThat(purpose.condition())
                    .isIn("health-care", "explicit-consent", "research", "public-health", "legal-claims");
            assertThat(purpose.scope()).isIn("patient-privacy", "treatment", "research");
            assertThat(purpose.recipients()).isNotEmpty();
            assertThat(purpose.channels()).isNotEmpty();
            assertThat(purpose.consentNeeded()).isEqualTo(purpose.lawfulBasis().equals("consent"));
        });
    }

    /** What staff choose on the forms of a withdrawal is what the list knows, and the other way round. */
    @Test
    void letsStaffReportTheWithdrawalOfEverythingThatCanBeWithdrawn() throws Exception {
        var withdrawable = PURPOSES.all().entrySet().stream()
                .filter(purpose -> purpose.getValue().refusal() != Refusal.NONE)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var codes = codes();
        assertThat(codes.get("consentPurpose")).containsExactlyInAnyOrderElementsOf(withdrawable.keySet());
        assertThat(codes.get("consentRecipient"))
                .containsExactlyInAnyOrderElementsOf(withdrawable.values().stream()
                        .flatMap(purpose -> purpose.recipients().stream())
                        .collect(Collectors.toSet()));
        assertThat(codes.get("consentChannel"))
                .containsExactlyInAnyOrderElementsOf(withdrawable.values().stream()
                        .flatMap(purpose -> purpose.channels().stream())
                        .collect(Collectors.toSet()));
        assertThat(codes.get("consentPerformer"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Performer.values()).map(Performer::code).toList());
        assertThat(codes.get("consentAuthority"))
                .containsAll(Arrays.stream(Performer.values())
                        .flatMap(performer -> with(performer).stream())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PATIENT,  40, -,                        true",
                "PATIENT,  16, -,                        true",
                "PATIENT,  15, -,                        false",
                "PATIENT,  15, competence-assessed,      true",
                "PATIENT,  -,  -,                        false",
                "PARENT,   15, parental-responsibility,  true",
                "PARENT,   15, -,                        false",
                "PARENT,   16, parental-responsibility,  false",
                "PARENT,   -,  parental-responsibility,  false",
                "GUARDIAN, 40, court-order,              true",
                "GUARDIAN, 40, parental-responsibility,  false",
                "ATTORNEY, 40, power-of-attorney,        true",
                "ATTORNEY, 17, power-of-attorney,        false",
                "ATTORNEY, 40, -,                        false"
            })
    void letsOnlySomebodyAgreeWhoMayDecide(
            Performer performer, @Nullable Integer age, @Nullable String authority, boolean may) {
        assertThat(PURPOSES.rule(performer).problemOfPermit(authority, age).isEmpty())
                .isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PATIENT,  9,  -,                       true",
                "PATIENT,  -,  -,                       true",
                "PARENT,   -,  parental-responsibility, true",
                "PARENT,   16, parental-responsibility, false",
                "PARENT,   9,  -,                       false",
                "ATTORNEY, 40, -,                       false"
            })
    void letsAPatientOfAnyAgeSayNo(
            Performer performer, @Nullable Integer age, @Nullable String authority, boolean may) {
        assertThat(PURPOSES.rule(performer).problemOfDeny(authority, age).isEmpty())
                .isEqualTo(may);
    }

    @ParameterizedTest
    @EnumSource
    void hasARuleForEverybodyWhoMaySaySomething(Performer performer) {
        assertThat(PURPOSES.rule(performer).label()).isNotBlank();
        assertThat(Performer.ofCode(performer.code())).contains(performer);
    }

    private static List<String> with(Performer performer) {
        @Nullable List<String> with = PURPOSES.rule(performer).with();
        return with == null ? List.of() : with;
    }

    private static Map<String, List<String>> codes() throws Exception {
        return VariableDeclarations.read(
                        Map.of("variables.yaml", Files.readAllBytes(Path.of("processes/consent/variables.yaml"))))
                .all()
                .stream()
                .collect(Collectors.toMap(VariableDeclaration::name, VariableDeclaration::codes));
    }
}
