package care.handrail.testing.paths;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Diagrams, decision tables and forms by resource name such as {@code patients/Registration.bpmn}.
 *
 * @param files text of each file
 */
public record Models(SortedMap<String, String> files) {

    private static final Pattern CALL = Pattern.compile("calledElement=\"(\\w+)\"");

    public Models {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Reads the models below a directory that holds {@code processes/}, {@code decisions/} and {@code forms/}. */
    public static Models in(Path top) {
        var files = new TreeMap<String, String>();
        for (var kind : List.of("processes", "decisions", "forms")) {
            var directory = top.resolve(kind);
            if (Files.isDirectory(directory)) {
                try (var found = Files.walk(directory)) {
                    for (var file : found.filter(Files::isRegularFile).toList()) {
                        files.put(directory.relativize(file).toString(), Files.readString(file));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return new Models(files);
    }

    /** Returns the product's own models. */
    public static Models ofProduct() {
        return in(Path.of(""));
    }

    /** Returns the ids of all processes, which are the names of their files. */
    public List<String> processes() {
        return files.keySet().stream()
                .filter(name -> name.endsWith(".bpmn"))
                .map(Models::process)
                .toList();
    }

    /** Returns the diagram of a process. */
    public String diagram(String process) {
        return text(process + ".bpmn");
    }

    /** Returns the form. */
    public String form(String form) {
        return text(form + ".form");
    }

    /** Returns the same models with the diagram of one process changed. */
    public Models withDiagram(String process, UnaryOperator<String> change) {
        var changed = new TreeMap<>(files);
        changed.computeIfPresent(name(process + ".bpmn"), (name, text) -> change.apply(text));
        return new Models(changed);
    }

    /** Returns the same models with called processes replaced by one work item each. */
    Models withStubs(List<String> processes) {
        var changed = this;
        for (var process : processes) {
            changed = changed.withDiagram(process, text -> stub(process));
        }
        return changed;
    }

    /** Returns the same models without the diagrams that the process does not call, directly or through others. */
    Models reachableFrom(String process) {
        var reached = new TreeSet<String>();
        var open = new ArrayDeque<>(List.of(process));
        while (!open.isEmpty()) {
            var next = open.pop();
            if (reached.add(next)) {
                CALL.matcher(diagram(next)).results().forEach(call -> open.add(call.group(1)));
            }
        }
        var kept = new TreeMap<>(files);
        kept.keySet().removeIf(name -> name.endsWith(".bpmn") && !reached.contains(process(name)));
        return new Models(kept);
    }

    /** Returns the same models without the file, if there is one. */
    Models without(String base) {
        var kept = new TreeMap<>(files);
        kept.keySet().removeIf(name -> name.endsWith("/" + base));
        return new Models(kept);
    }

    /** Returns the files as bytes by name. */
    Map<String, byte[]> bytes() {
        var bytes = new TreeMap<String, byte[]>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    static boolean isStubItem(String element) {
        return element.startsWith("Return_");
    }

    static String stubItem(String process) {
        return "Return_" + process;
    }

    private static String stub(String process) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://handrail.care/stub">
                  <bpmn:process id="%1$s" name="Stub" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <bpmn:startEvent id="StartEvent_Stub" />
                    <bpmn:sequenceFlow id="Flow_In" sourceRef="StartEvent_Stub" targetRef="%2$s" />
                    <bpmn:userTask id="%2$s" name="Return from %1$s">
                      <bpmn:extensionElements>
                        <camunda:properties>
                          <camunda:property name="pile" value="administrative" />
                        </camunda:properties>
                      </bpmn:extensionElements>
                    </bpmn:userTask>
                    <bpmn:sequenceFlow id="Flow_Out" sourceRef="%2$s" targetRef="EndEvent_Stub" />
                    <bpmn:endEvent id="EndEvent_Stub" />
                  </bpmn:process>
                </bpmn:definitions>
                """.formatted(process, stubItem(process));
    }

    private static String process(String file) {
        return file.substring(file.lastIndexOf('/') + 1, file.length() - ".bpmn".length());
    }

    private String text(String base) {
        return Objects.requireNonNull(files.get(name(base)));
    }

    private String name(String base) {
        return files.keySet().stream()
                .filter(name -> name.equals(base) || name.endsWith("/" + base))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no model " + base + " among " + files.keySet()));
    }
}
