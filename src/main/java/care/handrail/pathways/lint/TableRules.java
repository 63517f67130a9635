package care.handrail.pathways.lint;

import java.util.Locale;
import org.w3c.dom.Element;

/** What a decision table must say of itself. */
final class TableRules {

    private final ReleaseModels models;
    private final Report report;

    TableRules(ReleaseModels models, Report report) {
        this.models = models;
        this.report = report;
    }

    void check() {
        models.tables.forEach(this::check);
    }

    private void check(String file, Element root) {
        var decisions = Xml.all(root, "decision");
        if (decisions.size() != 1 || !Diagram.id(decisions.get(0)).equals(ReleaseModels.baseName(file))) {
            report.error(
                    Rule.FILE_NAME, file, "", "Put one decision into a file; the file's name is the decision's id.");
        }
        for (Element decision : decisions) {
            String id = Diagram.id(decision);
            if (decision.getAttributeNS(Xml.CAMUNDA_DMN, "historyTimeToLive").isEmpty()) {
                report.error(Rule.HISTORY_TIME_TO_LIVE, file, id, "Say how long the decision's history is kept.");
            }
            if (decision.getAttribute("name").isBlank()) {
                report.error(Rule.LABEL, file, id, "Give the decision a name in the clinic's words.");
            }
            if (Xml.child(decision, "decisionTable").isEmpty()) {
                report.error(Rule.FEEL_ONLY, file, id, "Draw the decision as a table.");
            }
            Xml.all(decision, "decisionTable").stream()
                    .filter(table -> table.getAttribute("hitPolicy").isEmpty())
                    .forEach(table -> report.error(
                            Rule.HIT_POLICY, file, Diagram.id(table), "Choose a hit policy and write it down."));
        }
        Xml.all(root).stream()
                .filter(element -> !isFeel(element))
                .forEach(element -> report.error(
                        Rule.FEEL_ONLY, file, Diagram.id(element), "Write the table in FEEL; nothing else is run."));
    }

    private static boolean isFeel(Element element) {
        String language = element.getAttribute("expressionLanguage").toLowerCase(Locale.ROOT);
        return language.isEmpty() || language.equals("feel") || language.startsWith("https://www.omg.org/spec/dmn/");
    }
}
