package care.handrail.pathways.model;

import care.handrail.pathways.model.BrokenModelException.Problem;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The variables that the rooms of one release declare in their {@code variables.yaml} files. */
public final class VariableDeclarations {

    /** How every such file is called. */
    public static final String FILE = "variables.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> MEMBERS = Set.of("name", "type", "codes", "meaning");

    private final Map<String, VariableDeclaration> byName;

    private VariableDeclarations(Map<String, VariableDeclaration> byName) {
        this.byName = byName;
    }

    /**
     * Reads the files of one release.
     *
     * @param files content by name within the release; other files than {@code variables.yaml} are left alone
     * @throws BrokenModelException when a file is malformed, or a name is declared twice
     */
    public static VariableDeclarations read(Map<String, byte[]> files) {
        var reader = new Reader();
        new TreeMap<>(files).forEach((file, content) -> {
            if (isVariablesFile(file)) {
                reader.read(file, content);
            }
        });
        if (!reader.problems.isEmpty()) {
            throw new BrokenModelException(reader.problems);
        }
        return new VariableDeclarations(reader.byName);
    }

    /** Tells whether the name within a release is that of a {@code variables.yaml}. */
    public static boolean isVariablesFile(String file) {
        return file.equals(FILE) || file.endsWith("/" + FILE);
    }

    public Optional<VariableDeclaration> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns all declarations by name. */
    public Collection<VariableDeclaration> all() {
        return byName.values();
    }

    private static final class Reader {

        private final Map<String, VariableDeclaration> byName = new TreeMap<>();
        private final Map<String, String> fileOf = new TreeMap<>();
        private final List<Problem> problems = new ArrayList<>();

        void read(String file, byte[] content) {
            JsonNode root;
            try {
                root = YAML.readTree(content);
            } catch (IOException e) {
                problems.add(new Problem(
                        file,
                        "",
                        "This is not YAML. Repair the indentation and quotes, and keep one of what stands twice."));
                return;
            }
            JsonNode variables = root.path("variables");
            if (!variables.isArray() || root.size() != 1) {
                problems.add(new Problem(file, "", "Give the file one list with the name 'variables'."));
                return;
            }
            variables.forEach(variable -> readOne(file, variable));
        }

        private void readOne(String file, JsonNode variable) {
            String name = variable.path("name").asText();
            for (Iterator<String> members = variable.fieldNames(); members.hasNext(); ) {
                String member = members.next();
                if (!MEMBERS.contains(member)) {
                    problems.add(new Problem(
                            file, name, "'" + member + "' is not known. Use name, type, codes and meaning."));
                }
            }
            if (!VariableDeclaration.NAME.matcher(name).matches()) {
                problems.add(new Problem(
                        file, name, "The name must begin with a small letter and hold letters and digits only."));
                return;
            }
            String earlier = fileOf.putIfAbsent(name, file);
            if (earlier != null) {
                problems.add(new Problem(
                        file, name, "The variable is declared already in " + earlier + ". Keep one declaration."));
                return;
            }
            var type = VariableDeclaration.Type.named(variable.path("type").asText());
            if (type.isEmpty()) {
                problems.add(new Problem(file, name, "Give it a type: code, id, date, number or flag."));
                return;
            }
            var codes = new ArrayList<String>();
            for (JsonNode code : variable.path("codes")) {
                codes.add(code.asText());
                if (!VariableDeclaration.ID.matcher(code.asText()).matches()) {
                    problems.add(new Problem(
                            file, name, "A code has up to 64 letters, digits and . _ : - and nothing else."));
                }
            }
            boolean isCode = type.get() == VariableDeclaration.Type.CODE;
            if (isCode == codes.isEmpty()) {
                problems.add(new Problem(
                        file,
                        name,
                        isCode ? "List the allowed codes under 'codes'." : "Only a variable of type code has codes."));
            }
            String meaning = variable.path("meaning").asText();
            if (meaning.isBlank()) {
                problems.add(new Problem(file, name, "Say under 'meaning' what the variable tells."));
            }
            byName.put(name, new VariableDeclaration(name, type.get(), codes, meaning));
        }
    }
}
