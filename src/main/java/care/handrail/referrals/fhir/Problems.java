package care.handrail.referrals.fhir;

import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why something cannot be taken in, by path of the element. Told by the parser too, which would otherwise leave out what it
 * does not know; its own words are not passed on, because they may hold what was sent.
 */
final class Problems implements IParserErrorHandler {

    private final Map<String, String> sentences = new LinkedHashMap<>();

    void add(String path, String sentence) {
        sentences.putIfAbsent(path, sentence);
    }

    void throwIfAny() throws NotUnderstoodException {
        if (!sentences.isEmpty()) {
            throw new NotUnderstoodException(new LinkedHashMap<>(sentences), true);
        }
    }

    @Override
    public void unknownElement(@Nullable IParseLocation location, String name) {
        add(path(location, name), "FHIR R4 has no such element here.");
    }

    @Override
    public void unknownAttribute(@Nullable IParseLocation location, String name) {
        add(path(location, name), "FHIR R4 has no such element here.");
    }

    @Override
    public void unexpectedRepeatingElement(@Nullable IParseLocation location, String name) {
        add(path(location, name), "FHIR R4 has this element once.");
    }

    @Override
    public void incorrectJsonType(
            @Nullable IParseLocation location,
            String name,
            ValueType expected,
            @Nullable ScalarType expectedScalar,
            ValueType found,
            @Nullable ScalarType foundScalar) {
        add(path(location, name), "This has not the JSON type that FHIR R4 says.");
    }

    @Override
    public void invalidValue(@Nullable IParseLocation location, @Nullable String value, @Nullable String error) {
        add(path(location, null), "This value is none that FHIR R4 allows here.");
    }

    @Override
    public void missingRequiredElement(@Nullable IParseLocation location, String name) {
        add(path(location, name), "FHIR R4 requires this element.");
    }

    @Override
    public void unknownReference(@Nullable IParseLocation location, String reference) {
        add(path(location, null), "This points to a contained resource that is not there.");
    }

    @Override
    public void invalidInternalReference(@Nullable IParseLocation location, String reference) {
        add(path(location, null), "This points to a contained resource that is not there.");
    }

    @Override
    public void containedResourceWithNoId(@Nullable IParseLocation location) {
        add(path(location, "contained"), "A contained resource needs an id.");
    }

    @Override
    public void extensionContainsValueAndNestedExtensions(@Nullable IParseLocation location) {
        add(path(location, "extension"), "An extension has a value or extensions of its own, not both.");
    }

    private static String path(@Nullable IParseLocation location, @Nullable String name) {
        var parent = location == null ? null : location.getParentElementName();
        if (parent == null) {
            return name == null ? "resource" : name;
        }
        return name == null ? parent : parent + "." + name;
    }
}
