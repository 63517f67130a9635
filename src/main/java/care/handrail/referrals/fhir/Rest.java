package care.handrail.referrals.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.jspecify.annotations.Nullable;

/**
 * Writes down, for a clinician to read, whatever a resource says and no field of ours has taken. Only what is about the
 * transport is left out: ids, versions, profiles, and a text that was generated from the patient. Other generated texts may
 * say what no element does: a section of a letter need not have entries.
 */
final class Rest {

    private static final Set<String> OF_THE_TRANSPORT = Set.of("id", "meta", "text", "contained");

    /** What changes the meaning of everything around it. */
    private static final Set<String> TO_BE_UNDERSTOOD = Set.of("modifierExtension", "implicitRules");

    private static final String ONLY_WORDS = "text: ";

    private final BiFunction<String, Reference, Optional<String>> labels;
    private final Problems problems;

    /** @param labels what a reference at a path is called within the sending; empty for one that leads out of it */
    Rest(BiFunction<String, Reference, Optional<String>> labels, Problems problems) {
        this.labels = labels;
        this.problems = problems;
    }

    /** Returns a line for each element that the resource still has. */
    List<String> lines(Resource resource) {
        var lines = new ArrayList<String>();
        var meta = resource.getMeta();
        Stream.concat(meta.getSecurity().stream(), meta.getTag().stream())
                .forEach(label -> lines.add("label: " + words("meta", label)));
        if (resource instanceof DomainResource whole && whole.hasText() && !isSaidAgain(whole)) {
            add(lines, "text", text(whole.getText().getDiv()));
        }
        for (var property : resource.children()) {
            if (!OF_THE_TRANSPORT.contains(property.getName())) {
                var name = name(property.getName());
                for (var value : property.getValues()) {
                    var path = resource.fhirType() + "." + name;
                    check(path, name);
                    add(lines, spaced(name), words(path, value));
                }
            }
        }
        return lines;
    }

    /** Returns what the value says, on as few lines as it has. */
    String words(String path, @Nullable Base value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        return said(path, value);
    }

    private String said(String path, Base value) {
        if (value instanceof Base64BinaryType || value instanceof Resource) {
            problems.add(path, "Send a file in a DocumentReference, and a resource as an entry of the bundle.");
            return "";
        }
        if (value instanceof Coding coding) {
            return coding(path, coding);
        }
        if (value instanceof CodeableConcept concept) {
            return joined(
                    "; ",
                    Stream.concat(
                            Stream.of(words(path, concept.getTextElement())),
                            Stream.concat(
                                    concept.getCoding().stream().map(coding -> words(path, coding)),
                                    extensions(path, concept))));
        }
        if (value instanceof Reference reference) {
            return reference(path, reference);
        }
        if (value instanceof Narrative narrative) {
            return text(narrative.getDiv());
        }
        if (value instanceof PrimitiveType<?> primitive) {
            return joined(
                    " ",
                    Stream.concat(
                            Stream.of(Objects.requireNonNullElse(primitive.getValueAsString(), "")),
                            extensions(path, primitive)));
        }
        var parts = new ArrayList<String>();
        for (var property : value.children()) {
            var name = name(property.getName());
            if (!name.equals("id")) {
                for (var child : property.getValues()) {
                    check(path + "." + name, name);
                    var words = words(path + "." + name, child);
                    add(parts, spaced(name), isSeveral(child, words) ? "(" + words + ")" : words);
                }
            }
        }
        return parts.size() == 1 && parts.get(0).startsWith(ONLY_WORDS)
                ? parts.get(0).substring(ONLY_WORDS.length())
                : String.join(", ", parts);
    }

    private static boolean isSeveral(@Nullable Base value, String words) {
        return value != null && !value.isPrimitive() && words.contains(", ");
    }

    private String coding(String path, Coding coding) {
        var code = joined(
                "|",
                Stream.of(coding.getSystemElement(), coding.getVersionElement(), coding.getCodeElement())
                        .map(part -> words(path, part)));
        return joined(
                " ",
                Stream.concat(
                        Stream.of(
                                words(path, coding.getDisplayElement()),
                                code.isEmpty() ? "" : "(" + code + ")",
                                coding.getUserSelected() ? "chosen by the user" : ""),
                        extensions(path, coding)));
    }

    private String reference(String path, Reference reference) {
        var to = labels.apply(path, reference)
                .orElseGet(() -> reference.hasReference() ? "(" + reference.getReference() + ")" : "");
        return joined(
                " ",
                Stream.concat(
                        Stream.of(
                                words(path, reference.getDisplayElement()),
                                to,
                                reference.hasReference() ? "" : reference.getType(),
                                words(path + ".identifier", reference.getIdentifier())),
                        extensions(path, reference)));
    }

    private Stream<String> extensions(String path, Element element) {
        return element.getExtension().stream().map(extension -> words(path + ".extension", extension));
    }

    private static boolean isSaidAgain(DomainResource resource) {
        return resource instanceof Patient && resource.getText().getStatus() == NarrativeStatus.GENERATED;
    }

    /** Returns the words of a text, without what they look like. */
    private static String text(XhtmlNode node) {
        var own = node.getContent() == null ? Stream.<String>empty() : Stream.of(node.getContent());
        return Stream.concat(own, node.getChildNodes().stream().map(Rest::text))
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private void check(String path, String name) {
        if (TO_BE_UNDERSTOOD.contains(name)) {
            problems.add(path, "This may change what everything around it means, and is not understood here.");
        }
    }

    private static void add(List<String> lines, String name, String words) {
        if (!words.isBlank()) {
            lines.add(name + ": " + words);
        }
    }

    private static String joined(String by, Stream<@Nullable String> parts) {
        return parts.filter(part -> part != null && !part.isBlank()).collect(Collectors.joining(by));
    }

    /** Returns the name of an element without the mark of one that has several types. */
    private static String name(String ofElement) {
        return ofElement.replace("[x]", "");
    }

    private static String spaced(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
