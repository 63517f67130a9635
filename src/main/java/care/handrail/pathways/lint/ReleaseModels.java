package care.handrail.pathways.lint;

import care.handrail.pathways.model.BrokenModelException;
import care.handrail.pathways.model.FormModel;
import care.handrail.pathways.model.VariableDeclaration;
import care.handrail.pathways.model.VariableDeclarations;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** All models of a release, as far as they can be read. */
final class ReleaseModels {

    final Map<String, Diagram> diagrams = new TreeMap<>();
    final Map<String, Element> tables = new TreeMap<>();
    final Map<String, FormModel> forms = new TreeMap<>();

    private VariableDeclarations variables = VariableDeclarations.read(Map.of());
    private boolean variablesRead;

    ReleaseModels(Map<String, byte[]> files, Report report) {
        new TreeMap<>(files).forEach((file, content) -> read(file, content, report));
        try {
            variables = VariableDeclarations.read(files);
            variablesRead = true;
        } catch (BrokenModelException e) {
            report(e, Rule.VARIABLES_FILE, report);
        }
    }

    /** Tells whether the declarations could be read; if not, rules about variables would only add noise. */
    boolean hasVariables() {
        return variablesRead;
    }

    Optional<VariableDeclaration> variable(String name) {
        return variables.find(name);
    }

    boolean hasProcess(String id) {
        return diagrams.values().stream()
                .flatMap(diagram -> diagram.processes().stream())
                .anyMatch(process -> Diagram.id(process).equals(id));
    }

    boolean hasForm(String id) {
        return forms.values().stream().anyMatch(form -> form.id().equals(id));
    }

    Optional<Element> decision(String id) {
        return tables.values().stream()
                .flatMap(table -> Xml.all(table, "decision").stream())
                .filter(decision -> Diagram.id(decision).equals(id))
                .findFirst();
    }

    /** Returns the file's name without folder and ending, which is the id of what it holds. */
    static String baseName(String file) {
        return file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
    }

    private void read(String file, byte[] content, Report report) {
        if (file.endsWith(".form")) {
            try {
                forms.put(file, FormModel.read(file, content));
            } catch (BrokenModelException e) {
                report(e, Rule.FORM_FIELD, report);
            }
        } else if (file.endsWith(".bpmn") || file.endsWith(".dmn")) {
            Optional<Element> root = Xml.read(content);
            if (root.isEmpty()) {
                report.error(Rule.READABLE_FILE, file, "", "This is not XML. Save it again with the Modeler.");
            } else if (file.endsWith(".bpmn")) {
                diagrams.put(file, new Diagram(file, root.get()));
            } else {
                tables.put(file, root.get());
            }
        } else if (!VariableDeclarations.isVariablesFile(file)) {
            report.error(
                    Rule.READABLE_FILE,
                    file,
                    "",
                    "A release consists of .bpmn, .dmn and .form files and of variables.yaml. Take this file out.");
        }
    }

    private static void report(BrokenModelException broken, Rule rule, Report report) {
        broken.problems().forEach(problem -> report.error(rule, problem.file(), problem.element(), problem.sentence()));
    }
}
