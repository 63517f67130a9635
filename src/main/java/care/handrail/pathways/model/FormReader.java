package care.handrail.pathways.model;

import care.handrail.access.DataClass;
import care.handrail.pathways.model.BrokenModelException.Problem;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a form that the server checks, and refuses what it could not check. */
final class FormReader {

    /** The form library in Tasklist understands schemas up to this version. */
    private static final int SCHEMA = 16;

    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Map<String, FormField.Type> TYPES = Map.of(
            "textfield", FormField.Type.TEXTFIELD,
            "textarea", FormField.Type.TEXTAREA,
            "number", FormField.Type.NUMBER,
            "select", FormField.Type.SELECT,
            "radio", FormField.Type.RADIO,
            "checkbox", FormField.Type.CHECKBOX);

    private static final Set<String> WITHOUT_VALUE = Set.of("text", "spacer", "separator", "button");

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final List<FormField> fields = new ArrayList<>();

    FormReader(String file) {
        this.file = file;
    }

    FormModel read(byte[] content) {
        JsonNode root;
        try {
            root = JSON.readTree(content);
        } catch (IOException e) {
            throw new BrokenModelException(List.of(new Problem(file, "", "This is not JSON.")));
        }
        String id = root.path("id").asText();
        if (!root.path("components").isArray() || id.isEmpty()) {
            problem("", "A form has an 'id' and a list of 'components'.");
        }
        if (root.path("schemaVersion").asInt() > SCHEMA) {
            problem("", "Tasklist shows forms up to schema version " + SCHEMA + ". Save it for Camunda 7.");
        }
        readComponents(root, List.of());
        checkKeys();
        checkConditions();
        if (!problems.isEmpty()) {
            throw new BrokenModelException(problems);
        }
        return new FormModel(id, fields);
    }

    private void readComponents(JsonNode parent, List<VisibilityCondition> hiddenWhen) {
        for (JsonNode component : parent.path("components")) {
            String type = component.path("type").asText();
            var conditions = new ArrayList<>(hiddenWhen);
            readCondition(component, conditions);
            if (type.equals("group")) {
                if (component.hasNonNull("path")) {
                    problem(name(component), "Remove the group's path: fields have plain keys.");
                }
                readComponents(component, conditions);
            } else if (!WITHOUT_VALUE.contains(type)) {
                readField(component, type, conditions);
            }
        }
    }

    private void readCondition(JsonNode component, List<VisibilityCondition> conditions) {
        JsonNode hide = component.path("conditional").path("hide");
        if (hide.isMissingNode() || hide.isNull()) {
            return;
        }
        try {
            conditions.add(VisibilityCondition.parse(hide.asText()));
        } catch (IllegalArgumentException e) {
            problem(name(component), "The condition for hiding is not understood. " + e.getMessage());
        }
    }

    private void readField(JsonNode component, String typeName, List<VisibilityCondition> hiddenWhen) {
        String key = name(component);
        FormField.Type type = typeName.equals("datetime") ? dateType(component) : TYPES.get(typeName);
        if (type == null) {
            problem(key, "A field of type '" + typeName + "' cannot be checked on the server. Use another type.");
            return;
        }
        if (!KEY.matcher(component.path("key").asText()).matches()) {
            problem(key, "Give the field a key that begins with a small letter and holds letters and digits only.");
            return;
        }
        JsonNode properties = component.path("properties");
        DataClass dataClass = dataClass(properties.path("dataClass").asText());
        if (dataClass == null) {
            problem(
                    key,
                    "Give the field the custom property dataClass:"
                            + " operational, identity, contact, clinical or billing.");
            return;
        }
        JsonNode recall = properties.path("recall");
        if (!recall.isMissingNode() && !recall.asText().equals("latest")) {
            problem(key, "The custom property recall can only be 'latest'.");
        }
        for (String dynamic : List.of("valuesKey", "valuesExpression", "serializeToString")) {
            if (component.hasNonNull(dynamic)
                    && !component.path(dynamic).asText().equals("false")) {
                problem(key, "Remove '" + dynamic + "': the server could not check the value.");
            }
        }
        boolean ignored = isTrue(component, "readonly") || isTrue(component, "disabled");
        fields.add(new FormField(
                key,
                type,
                label(component, key),
                dataClass,
                !recall.isMissingNode(),
                ignored,
                component.hasNonNull("defaultValue"),
                limits(component, key),
                choices(component, type, key),
                hiddenWhen));
    }

    private FormField.@Nullable Type dateType(JsonNode component) {
        return switch (component.path("subtype").asText("date")) {
            case "date" -> FormField.Type.DATE;
            case "time" -> FormField.Type.TIME;
            case "datetime" -> FormField.Type.DATETIME;
            default -> null;
        };
    }

    private static @Nullable DataClass dataClass(String name) {
        return DataClass.ofForms().stream()
                .filter(dataClass -> dataClass.code().equals(name))
                .findFirst()
                .orElse(null);
    }

    private FormField.Limits limits(JsonNode component, String key) {
        JsonNode validate = component.path("validate");
        String validationType = validate.path("validationType").asText("");
        if (validationType.equals("phone")) {
            problem(key, "The form library's telephone check refuses national numbers. Use a pattern.");
        }
        BigDecimal increment = number(component, "increment", key);
        return new FormField.Limits(
                isTrue(validate, "required"),
                number(validate, "min", key),
                number(validate, "max", key),
                length(validate, "minLength", key),
                length(validate, "maxLength", key),
                pattern(validate, key),
                validationType.equals("email"),
                length(component, "decimalDigits", key),
                increment == null || increment.signum() == 0 ? null : increment,
                isTrue(component, "disallowPassedDates"));
    }

    private Map<String, String> choices(JsonNode component, FormField.Type type, String key) {
        var choices = new LinkedHashMap<String, String>();
        if (type == FormField.Type.SELECT || type == FormField.Type.RADIO) {
            component.path("values").forEach(option -> {
                if (option.path("value").isTextual()) {
                    String value = option.path("value").asText();
                    choices.put(value, option.path("label").asText(value));
                }
            });
            if (choices.isEmpty()) {
                problem(key, "List the choices, each with a label and a value.");
            }
        }
        return choices;
    }

    private @Nullable BigDecimal number(JsonNode parent, String member, String key) {
        JsonNode value = parent.path(member);
        if (value.isMissingNode() || value.isNull() || value.asText().isEmpty()) {
            return null;
        }
        try {
            return new BigDecimal(value.asText());
        } catch (NumberFormatException e) {
            problem(key, "'" + member + "' must be a plain number.");
            return null;
        }
    }

    private @Nullable Integer length(JsonNode parent, String member, String key) {
        BigDecimal value = number(parent, member, key);
        return value == null ? null : value.intValue();
    }

    private @Nullable Pattern pattern(JsonNode validate, String key) {
        String pattern = validate.path("pattern").asText("");
        if (pattern.isEmpty()) {
            return null;
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            problem(key, "The pattern is not a regular expression that browser and server both know.");
            return null;
        }
    }

    private boolean isTrue(JsonNode parent, String member) {
        JsonNode value = parent.path(member);
        if (value.isTextual() && value.asText().startsWith("=")) {
            problem(name(parent), "'" + member + "' must be true or false, not an expression.");
        }
        return value.asBoolean();
    }

    private void checkKeys() {
        var seen = new HashMap<String, FormField>();
        for (FormField field : fields) {
            if (seen.put(field.key(), field) != null) {
                problem(field.key(), "The form has two fields with this key. Give one another key.");
            }
        }
    }

    /** The browser asks hidden fields too, the server cannot: so a condition may only ask a field that is always there. */
    private void checkConditions() {
        for (FormField field : fields) {
            for (VisibilityCondition condition : field.hiddenWhen()) {
                condition.comparisons().forEach(comparison -> checkComparison(field, comparison));
            }
        }
    }

    private void checkComparison(FormField field, VisibilityCondition.Comparison comparison) {
        FormField asked = fields.stream()
                .filter(other -> other.key().equals(comparison.field()))
                .findFirst()
                .orElse(null);
        if (asked == null) {
            problem(field.key(), "The condition asks for '" + comparison.field() + "', which is no field of the form.");
            return;
        }
        if (!asked.hiddenWhen().isEmpty() || asked.ignored()) {
            problem(
                    field.key(),
                    "The condition may not ask '" + asked.key()
                            + "', because that can be hidden, read only or disabled.");
        }
        Object literal = comparison.literal();
        boolean fits = literal == null
                || switch (asked.type()) {
                    case CHECKBOX -> literal instanceof Boolean;
                    case NUMBER -> literal instanceof BigDecimal;
                    case SELECT, RADIO ->
                        literal instanceof String text && asked.options().contains(text);
                    default -> literal instanceof String;
                };
        if (!fits) {
            problem(field.key(), "The condition compares '" + asked.key() + "' with a value that it can never have.");
        }
    }

    private static String label(JsonNode component, String key) {
        return Stream.of("label", "dateLabel", "timeLabel")
                .map(name -> component.path(name).asText("").strip())
                .filter(label -> !label.isEmpty() && !label.startsWith("=") && !label.contains("{{"))
                .findFirst()
                .orElse(key);
    }

    private static String name(JsonNode component) {
        String key = component.path("key").asText("");
        return key.isEmpty() ? component.path("id").asText("") : key;
    }

    private void problem(String element, String sentence) {
        problems.add(new Problem(file, element, sentence));
    }
}
