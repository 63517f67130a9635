package care.handrail.pathways.docs;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Rule;

/** The pages of {@code docs/pathways/}, by file name. */
final class PathwayPages {

    private static final Path PROCESSES = Path.of("processes");
    private static final Path DECISIONS = Path.of("decisions");
    private static final Path FORMS = Path.of("forms");

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, BpmnModelInstance> models = new TreeMap<>();
    private final Map<String, String> rooms = new HashMap<>();
    private final Map<String, DmnModelInstance> decisions = new TreeMap<>();

    private PathwayPages() {
        for (Path file : files(PROCESSES, ".bpmn")) {
            String id = baseName(file);
            models.put(id, Bpmn.readModelFromFile(file.toFile()));
            rooms.put(id, PROCESSES.relativize(file).getName(0).toString());
        }
        for (Path file : files(DECISIONS, ".dmn")) {
            decisions.put(baseName(file), Dmn.readModelFromFile(file.toFile()));
        }
    }

    /** Returns every page and picture, freshly made from the models of the working tree. */
    static Map<String, String> all() {
        var pages = new PathwayPages();
        var texts = new TreeMap<String, String>();
        texts.put("README.md", pages.index());
        pages.models.forEach((id, model) -> {
            texts.put(id + ".md", pages.page(id, model));
            texts.put(id + ".svg", DiagramPicture.of(model));
        });
        return texts;
    }

    private String index() {
        var page = new StringBuilder();
        page.append(
                "# The pathways\n\nMade from the models in `processes/`, `decisions/` and `forms/`; to change a page,"
                        + " change the model and run\n`./mvnw test -Dtest=PathwayDocsTests -Dhandrail.docs.write=true`.\n\n");
        page.append("| process | done when | owner |\n|---|---|---|\n");
        models.forEach((id, model) -> {
            var process = process(model);
            page.append("| [%s](%s.md) | %s | %s |\n"
                    .formatted(name(process), id, property(process, "doneWhen"), property(process, "owner")));
        });
        page.append("\n## Decision tables\n\n| table | asks | answers |\n|---|---|---|\n");
        decisions.forEach((id, model) -> {
            for (DecisionTable table : model.getModelElementsByType(DecisionTable.class)) {
                page.append("| %s (`%s`) | %s | %s |\n"
                        .formatted(
                                cell(((Decision) table.getParentElement()).getName()),
                                id,
                                table.getInputs().stream()
                                        .map(input -> cell(input.getLabel()))
                                        .collect(joining(", ")),
                                table.getOutputs().stream()
                                        .map(output -> cell(output.getLabel()))
                                        .collect(joining(", "))));
            }
        });
        return page.toString();
    }

    private String page(String id, BpmnModelInstance model) {
        var process = process(model);
        var page = new StringBuilder();
        page.append("# ").append(name(process)).append("\n\n");
        page.append(documentation(process)).append("\n\n");
        page.append("| | |\n|---|---|\n");
        row(page, "Done when", property(process, "doneWhen"));
        row(page, "Owner", property(process, "owner"));
        row(page, "Version", process.getCamundaVersionTag());
        row(page, "Model", "`processes/%s/%s.bpmn`".formatted(rooms.get(id), id));
        row(page, "Kept in the engine's history", process.getCamundaHistoryTimeToLiveString());
        row(page, "Called by", callers(id));
        page.append("\n![").append(name(process)).append("](").append(id).append(".svg)\n");

        var tasks = inOrder(model, UserTask.class);
        if (!tasks.isEmpty()) {
            page.append(
                    "\n## Work for people\n\n| step | queue | pile | service level | form |\n|---|---|---|---|---|\n");
            for (UserTask task : tasks) {
                page.append("| **%s**<br>%s | %s | %s | %s | %s |\n"
                        .formatted(
                                name(task),
                                documentation(task),
                                queue(task),
                                property(task, "pile"),
                                serviceLevel(task.getId()),
                                form(formRef(task))));
            }
        }
        var automatic = new ArrayList<Activity>(inOrder(model, Activity.class));
        automatic.removeIf(activity ->
                activity instanceof UserTask || activity instanceof org.camunda.bpm.model.bpmn.instance.SubProcess);
        if (!automatic.isEmpty()) {
            page.append("\n## Work for the system\n\n| step | does | pile |\n|---|---|---|\n");
            for (Activity activity : automatic) {
                page.append(
                        "| **%s** | %s | %s |\n".formatted(name(activity), does(activity), property(activity, "pile")));
            }
        }
        page.append("\n## Begins and ends\n\n| | |\n|---|---|\n");
        for (StartEvent start : inOrder(model, StartEvent.class)) {
            row(
                    page,
                    "Begins",
                    name(start) + message(start) + (form(formRef(start)).isEmpty() ? "" : "; " + form(formRef(start))));
        }
        for (EndEvent end : inOrder(model, EndEvent.class)) {
            row(page, "Ends", name(end));
        }
        var used = new LinkedHashSet<String>();
        tasks.forEach(task -> used.add(formRef(task)));
        inOrder(model, StartEvent.class).forEach(start -> used.add(formRef(start)));
        used.remove("");
        if (!used.isEmpty()) {
            page.append("\n## Forms\n");
            used.forEach(form -> formTable(page, form));
        }
        return page.toString();
    }

    private String does(Activity activity) {
        if (activity instanceof CallActivity call) {
            return calls(call.getCalledElement());
        }
        if (activity instanceof BusinessRuleTask rule) {
            return "asks the table `%s`".formatted(rule.getCamundaDecisionRef());
        }
        return documentation(activity);
    }

    private String calls(String id) {
        var called = Objects.requireNonNull(models.get(id), () -> "There is no process " + id + ".");
        return "calls [%s](%s.md)".formatted(name(process(called)), id);
    }

    private String callers(String id) {
        return models.entrySet().stream()
                .filter(entry -> entry.getValue().getModelElementsByType(CallActivity.class).stream()
                        .anyMatch(call -> id.equals(call.getCalledElement())))
                .map(entry -> "[%s](%s.md)".formatted(name(process(entry.getValue())), entry.getKey()))
                .collect(joining(", "));
    }

    private String serviceLevel(String step) {
        var model = decisions.get("ServiceLevels");
        if (model == null) {
            return "";
        }
        return model.getModelElementsByType(Rule.class).stream()
                .filter(rule -> rule.getInputEntries().stream()
                        .anyMatch(entry -> entry.getTextContent().contains("\"" + step + "\"")))
                .map(rule -> {
                    var conditions = rule.getInputEntries().stream()
                            .skip(1)
                            .map(entry ->
                                    entry.getTextContent().replace("\"", "").trim())
                            .filter(text -> !text.isEmpty() && !text.equals("-"))
                            .collect(joining(", "));
                    var target = rule.getOutputEntries().iterator().next().getTextContent();
                    return (conditions.isEmpty() ? "" : conditions + ": ") + "`"
                            + target.replace("\"", "").trim() + "`";
                })
                .collect(joining("<br>"));
    }

    private void formTable(StringBuilder page, String form) {
        page.append("\n### ")
                .append(form)
                .append("\n\n| field | data class | required | answers |\n|---|---|---|---|\n");
        for (JsonNode field : read(form).findParents("key")) {
            var answers = new ArrayList<String>();
            field.path("values")
                    .forEach(value -> answers.add(value.path("label").asText()));
            page.append("| %s (`%s`) | %s | %s | %s |\n"
                    .formatted(
                            cell(field.path("label")
                                    .asText(field.path("dateLabel").asText())),
                            field.path("key").asText(),
                            field.path("properties").path("dataClass").asText(),
                            field.path("validate").path("required").asBoolean() ? "yes" : "",
                            cell(String.join(", ", answers))));
        }
    }

    private JsonNode read(String form) {
        for (Path file : files(FORMS, ".form")) {
            if (baseName(file).equals(form)) {
                try {
                    return json.readTree(file.toFile());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("There is no form " + form + " in " + FORMS + ".");
    }

    private static String message(StartEvent start) {
        return start.getChildElementsByType(MessageEventDefinition.class).stream()
                .map(definition ->
                        ", by the message `" + definition.getMessage().getName() + "`")
                .collect(joining());
    }

    private static String queue(UserTask task) {
        String groups = task.getCamundaCandidateGroups();
        return groups == null ? "" : groups.startsWith("$") ? "chosen by `" + groups + "`" : groups;
    }

    private static String form(String ref) {
        return ref.isEmpty() ? "" : "form `" + ref + "`";
    }

    private static String formRef(BaseElement element) {
        var ref = element.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef");
        return ref == null ? "" : ref;
    }

    private static Process process(BpmnModelInstance model) {
        return model.getModelElementsByType(Process.class).iterator().next();
    }

    /** Returns the elements as a reader meets them: left to right, then top to bottom. */
    private static <T extends FlowElement> List<T> inOrder(BpmnModelInstance model, Class<T> type) {
        return model.getModelElementsByType(type).stream()
                .filter(element -> !(element instanceof Event event) || position(event) != null)
                .sorted(Comparator.comparingDouble((FlowElement element) -> shapeX(element))
                        .thenComparing(FlowElement::getId))
                .toList();
    }

    private static Object position(Event event) {
        return event.getDiagramElement();
    }

    private static double shapeX(FlowElement element) {
        return element.getDiagramElement() instanceof org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape shape
                ? shape.getBounds().getX()
                : 0;
    }

    private static String property(BaseElement element, String key) {
        if (element.getExtensionElements() == null) {
            return "";
        }
        return element.getExtensionElements().getChildElementsByType(CamundaProperties.class).stream()
                .map(CamundaProperties::getCamundaProperties)
                .flatMap(Collection::stream)
                .filter(property -> key.equals(property.getCamundaName()))
                .map(CamundaProperty::getCamundaValue)
                .findFirst()
                .orElse("");
    }

    private static String documentation(BaseElement element) {
        return cell(element.getDocumentations().stream()
                .map(documentation -> documentation.getTextContent())
                .collect(joining(" ")));
    }

    private static String name(BaseElement element) {
        return cell(element.getAttributeValue("name"));
    }

    private static void row(StringBuilder page, String what, String value) {
        if (value != null && !value.isBlank()) {
            page.append("| ").append(what).append(" | ").append(value).append(" |\n");
        }
    }

    private static String cell(String text) {
        return text == null
                ? ""
                : text.replaceAll("\\s+", " ").replace("|", "\\|").trim();
    }

    private static List<Path> files(Path root, String ending) {
        try (var found = Files.walk(root)) {
            return found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String baseName(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
