package care.handrail.pathways.lint;

import care.handrail.pathways.lint.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects findings. */
final class Report {

    private final List<Finding> findings = new ArrayList<>();

    void error(Rule rule, String file, String element, String sentence) {
        findings.add(new Finding(rule.id(), Severity.ERROR, file, element, sentence));
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
