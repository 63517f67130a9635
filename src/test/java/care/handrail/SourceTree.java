package care.handrail;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The rules of the plan that can only be read off files: what a package says of itself, and where models lie.
 *
 * @param top directory that holds {@code src/}, {@code processes/}, {@code decisions/} and {@code forms/}
 */
record SourceTree(Path top) {

    private static final Pattern PURPOSE =
            Pattern.compile("\\A/\\*\\*\\s(?<text>.*?)\\*/.*", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Pattern STEP = Pattern.compile("camunda:delegateExpression=\"\\$\\{\\s*(\\w+)\\s*}\"");

    /** Returns a sentence for each package without its one sentence of purpose. */
    List<String> packagesWithoutPurpose() {
        var problems = new ArrayList<String>();
        for (var directory : packages()) {
            var info = directory.resolve("package-info.java");
            if (!Files.exists(info)) {
                problems.add(top.relativize(directory) + " has no package-info.java");
                continue;
            }
            var matcher = PURPOSE.matcher(read(info));
            var text = matcher.matches()
                    ? matcher.group("text")
                            .replaceAll("\\s*\\n\\s*\\*\\s?", " ")
                            .strip()
                    : "";
            if (!text.matches("[A-Z].*\\.") || text.matches("(?s).*\\.\\s+[A-Z].*")) {
                problems.add(
                        top.relativize(info) + " must say the package's purpose in one sentence, but says: " + text);
            }
        }
        return problems;
    }

    /** Returns a sentence for each model that lies in the directory of no room. */
    List<String> modelsWithoutRoom() {
        var problems = new ArrayList<String>();
        for (var kind : List.of("processes", "decisions", "forms")) {
            for (var file : filesBelow(top.resolve(kind))) {
                var path = top.resolve(kind).relativize(file);
                var room = path.getName(0).toString();
                if (path.getNameCount() != 2
                        || !Files.isDirectory(
                                top.resolve("src/main/java/care/handrail").resolve(room))) {
                    problems.add(top.relativize(file) + " lies in no room: move it to " + kind + "/<room>/");
                }
            }
        }
        return problems;
    }

    /** Returns a sentence for each diagram that calls a step which does not exist or stands above its room. */
    List<String> diagramsThatCallUp(Map<String, String> roomsOfSteps) {
        var problems = new ArrayList<String>();
        for (var file : filesBelow(top.resolve("processes"))) {
            var room = top.resolve("processes").relativize(file).getName(0).toString();
            var calls = STEP.matcher(file.toString().endsWith(".bpmn") ? read(file) : "");
            while (calls.find()) {
                var called = roomsOfSteps.get(calls.group(1));
                if (called == null) {
                    problems.add(top.relativize(file) + " calls ${" + calls.group(1) + "}, which no room offers");
                } else if (!House.mayCall(room, called)) {
                    problems.add(top.relativize(file) + " of " + room + " calls ${" + calls.group(1) + "} of " + called
                            + ", which lies above it");
                }
            }
        }
        return problems;
    }

    /** Returns the room of every step by the bean name under which diagrams call it. */
    static Map<String, String> roomsOfSteps(House house, JavaClasses classes) {
        var rooms = new HashMap<String, String>();
        classes.stream().filter(House.steps()).forEach(step -> {
            var named = step.tryGetAnnotationOfType("org.springframework.stereotype.Component")
                    .flatMap(component -> component.get("value"))
                    .map(Object::toString)
                    .filter(value -> !value.isEmpty());
            var simple = step.getSimpleName();
            var name = named.orElse(Character.toLowerCase(simple.charAt(0)) + simple.substring(1));
            rooms.put(name, house.room(step).orElse(""));
        });
        return rooms;
    }

    private Set<Path> packages() {
        var packages = new TreeSet<Path>();
        for (var file : filesBelow(top.resolve("src/main/java/care/handrail"))) {
            var directory = file.getParent();
            if (directory != null && !directory.equals(top.resolve("src/main/java/care/handrail"))) {
                packages.add(directory);
            }
        }
        return packages;
    }

    private static List<Path> filesBelow(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
