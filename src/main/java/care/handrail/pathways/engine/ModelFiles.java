package care.handrail.pathways.engine;

import care.handrail.shared.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The files of one release, by their names within it, for example {@code patients/Registration.bpmn}. */
record ModelFiles(SortedMap<String, byte[]> byName) {

    private static final Map<String, List<String>> SHIPPED = Map.of(
            "processes",
            List.of("*.bpmn", "variables.yaml"),
            "decisions",
            List.of("*.dmn"),
            "forms",
            List.of("*.form"));

    ModelFiles(Map<String, byte[]> byName) {
        this(new TreeMap<>(byName));
    }

    /** Returns the files that the program was shipped with, wherever it runs: from a jar or from a folder. */
    static ModelFiles shipped() {
        var files = new TreeMap<String, byte[]>();
        var resolver = new PathMatchingResourcePatternResolver();
        try {
            for (var folder : SHIPPED.entrySet()) {
                for (String pattern : folder.getValue()) {
                    for (Resource file : resolver.getResources("classpath:" + folder.getKey() + "/*/" + pattern)) {
                        files.put(nameOf(file), file.getContentAsByteArray());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelFiles(files);
    }

    /** Returns room and file: what stands before them differs between a jar and a folder. */
    private static String nameOf(Resource file) throws IOException {
        String[] path = file.getURL().getPath().split("/");
        return path[path.length - 2] + "/" + path[path.length - 1];
    }

    /** Returns SHA-256 over every name and content, each with its length before it, in hexadecimal. */
    String hash() {
        var digest = Sha256.digest();
        byName.forEach((name, content) -> {
            digest.update((name.length() + ":" + name + ":" + content.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the files that the other release has not. */
    List<String> notIn(ModelFiles other) {
        return names(name -> !other.byName.containsKey(name));
    }

    /** Returns the files that both releases have, with other content. */
    List<String> changedFrom(ModelFiles other) {
        return names(
                name -> other.byName.containsKey(name) && !Arrays.equals(byName.get(name), other.byName.get(name)));
    }

    private List<String> names(Predicate<String> wanted) {
        return byName.keySet().stream().filter(wanted).toList();
    }
}
