package care.handrail.audit;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.audit.AuditEvent.Kind;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AuditKindsTests {

    /** A kind that nobody writes would tell an auditor that such things never happen here. */
    @Test
    void everyKindIsWrittenSomewhere() {
        var written = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("care.handrail").stream()
                        .filter(type -> !type.isEquivalentTo(Kind.class)
                                && !type.getPackageName().endsWith(".fhir"))
                        .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                        .filter(access -> access.getTargetOwner().isEquivalentTo(Kind.class))
                        .map(access -> access.getTarget().getName())
                        .collect(Collectors.toSet());

        assertThat(Arrays.stream(Kind.values()).map(Kind::name).filter(kind -> !written.contains(kind)))
                .isEmpty();
    }
}
