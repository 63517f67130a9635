package care.handrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

/** The plan of the house holds; and each rule has a fixture that breaks it, so that the rule is seen to bite. */
class ArchitectureTests {

    private static final String HOUSE = "care.handrail";

    private static final SourceTree HERE = new SourceTree(Path.of("").toAbsolutePath());

    private static final String FIXTURES = "fixtures.architecture";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);

    @Test
    void roomsUseOnlyWhatTheyMay() {
        ApplicationModules.of(Handrail.class).verify();
    }

    @TestFactory
    Stream<DynamicTest> theProductKeepsEveryRule() {
        return new House(HOUSE)
                .rules().stream()
                        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(PRODUCT)));
    }

    static Stream<Arguments> fixtures() {
        return Stream.of(
                breaks("strangeroom", House::everyPackageIsARoom, "kitchen"),
                breaks("upwards", House::callsGoDown, "records must not call up to patients"),
                breaks("sideways", House::callsGoDown, "billing must not call up to incidents"),
                breaks("unlimited", House::everyRoomListsWhatItMayUse, "does not list what it may use"),
                breaks("unlimited", House::everyRoomListsWhatItMayUse, "allows itself patients"),
                breaks("nomodule", House::everyRoomListsWhatItMayUse, "does not say @ApplicationModule"),
                breaks("nomodule", House::everyPackageInfoIsNullMarked, "NullMarked"),
                breaks("engineoutside", House::theEngineStaysBehindItsWall, "org.camunda"),
                breaks("entered", House::innerPackagesAreNotEnteredFromOutside, "inside of records"),
                breaks("demoused", House::nobodyUsesTheDemo, "demo"),
                breaks("strayparts", House::stepsStandInSteps, "FindSomething"),
                breaks("strayparts", House::controllersStandInWeb, "SomethingController"),
                breaks("strayparts", House::tablesStandInStore, "SomethingRow"),
                breaks("strayparts", House::stepsLeaveTheStoreToTheFacade, "WriteSomething"),
                breaks("strayparts", House::theStoreKnowsNoCaller, "NosyStore"),
                breaks("tellingevent", House::eventsCarryNoPersonalData, "event Registered carries surname"),
                breaks("tellingevent", House::eventsCarryNoPersonalData, "event Registered carries dateOfBirth"),
                breaks("tellingevent", House::eventsCarryNoPersonalData, "event Moved carries newTown"),
                breaks("ownthread", House::nothingRunsBesideTheEngine, "Async"),
                breaks("ownthread", House::nothingRunsBesideTheEngine, "Executors"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("fixtures")
    void aHouseThatBreaksARuleIsRefused(String fixture, Function<House, ArchRule> rule, String sentence) {
        var root = FIXTURES + "." + fixture;
        var broken = new ClassFileImporter().importPackages(root);
        assertThatThrownBy(() -> rule.apply(new House(root)).check(broken))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void everyRuleHasAFixtureThatBreaksIt() {
        var shown = fixtures()
                .map(Arguments::get)
                .map(arguments -> rule(arguments[1]).getDescription())
                .toList();
        assertThat(new House(FIXTURES).rules())
                .extracting(ArchRule::getDescription)
                .allMatch(shown::contains);
    }

    @Test
    void aRoomThatUsesWhatItDoesNotListIsRefused() {
        var modules = ApplicationModules.of(FIXTURES + ".notlisted", location -> true);
        assertThatThrownBy(modules::verify).isInstanceOf(Violations.class).hasMessageContaining("records");
    }

    @Test
    void everyPackageSaysItsPurposeInOneSentence() {
        assertThat(HERE.packagesWithoutPurpose()).isEmpty();
    }

    @Test
    void aPackageWithoutItsSentenceIsRefused(@TempDir Path top) throws IOException {
        put(top, "src/main/java/care/handrail/patients/Patient.java", "class Patient {}");
        put(top, "src/main/java/care/handrail/records/package-info.java", "package care.handrail.records;");
        put(
                top,
                "src/main/java/care/handrail/audit/package-info.java",
                "/** The trail. It is long. */\npackage care.handrail.audit;");
        assertThat(new SourceTree(top).packagesWithoutPurpose())
                .hasSize(3)
                .anyMatch(problem -> problem.contains("patients has no package-info.java"))
                .anyMatch(problem -> problem.contains("records/package-info.java must say"))
                .anyMatch(problem -> problem.contains("audit/package-info.java must say"));
    }

    @Test
    void everyModelLiesInItsRoom() {
        assertThat(HERE.modelsWithoutRoom()).isEmpty();
    }

    @Test
    void aModelWithoutRoomIsRefused(@TempDir Path top) throws IOException {
        put(top, "src/main/java/care/handrail/patients/package-info.java", "");
        put(top, "processes/patients/Registration.bpmn", "");
        put(top, "processes/kitchen/Soup.bpmn", "");
        put(top, "forms/Loose.form", "");
        assertThat(new SourceTree(top).modelsWithoutRoom())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("Soup.bpmn"))
                .anyMatch(problem -> problem.contains("Loose.form"));
    }

    @Test
    void diagramsCallOnlyStepsOfTheirRoomAndBelow() {
        assertThat(HERE.diagramsThatCallUp(SourceTree.roomsOfSteps(new House(HOUSE), PRODUCT)))
                .isEmpty();
    }

    @Test
    void aDiagramThatCallsUpIsRefused(@TempDir Path top) throws IOException {
        put(
                top,
                "processes/patients/Registration.bpmn",
                "camunda:delegateExpression=\"${escalate}\" camunda:delegateExpression=\"${closeEpisode}\""
                        + " camunda:delegateExpression=\"${boilSoup}\"");
        var rooms = Map.of("escalate", "pathways", "closeEpisode", "episodes");
        assertThat(new SourceTree(top).diagramsThatCallUp(rooms))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("closeEpisode"))
                .anyMatch(problem -> problem.contains("boilSoup"));
    }

    private static void put(Path top, String file, String text) throws IOException {
        var path = top.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static Arguments breaks(String fixture, Function<House, ArchRule> rule, String sentence) {
        return Arguments.of(fixture, rule, sentence);
    }

    @SuppressWarnings("unchecked")
    private static ArchRule rule(Object function) {
        return ((Function<House, ArchRule>) function).apply(new House(FIXTURES));
    }
}
