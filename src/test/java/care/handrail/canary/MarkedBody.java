package care.handrail.canary;

import care.handrail.testing.TestStaff;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.engine.rest.dto.VariableValueDto;
import org.jspecify.annotations.Nullable;

/** What a method of the engine's REST interface takes, with the mark in every text of it. */
final class MarkedBody {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEPEST = 4;
    private static final int STEM = 8;

    /** Parts that make the engine refuse a query before it has looked at the others. */
    private static final Predicate<String> REFUSED_AT_ONCE =
            name -> name.matches(".*(xpression|sort|orQueries|Result|Instructions|candidate|Dates|Times).*");

    private final String mark;
    private final Predicate<String> leftOut;

    private MarkedBody(String mark, Predicate<String> leftOut) {
        this.mark = mark;
        this.leftOut = leftOut;
    }

    /** Puts the mark everywhere. */
    static MarkedBody everywhere(String mark) {
        return new MarkedBody(mark, name -> false);
    }

    /** Puts the mark wherever the engine may take it. */
    static MarkedBody acceptable(String mark) {
        return new MarkedBody(mark, REFUSED_AT_ONCE);
    }

    /** Returns the body; null when the method takes none. */
    @Nullable
    Object bodyOf(Method method) {
        return bodyType(method).map(type -> of(type, 0)).orElse(null);
    }

    /** Returns the query of a method, with what its sibling takes that reads the same query from a body. */
    Map<String, String> queryOf(Method method, @Nullable Method sibling) {
        var query = new TreeMap<String, String>();
        Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getAnnotation(QueryParam.class))
                .filter(named -> named != null && !leftOut.test(named.value()))
                .forEach(named -> query.put(named.value(), mark));
        if (sibling != null && bodyOf(sibling) instanceof Map<?, ?> body) {
            body.forEach((name, value) -> {
                if (value instanceof String) {
                    query.put(String.valueOf(name), mark);
                }
            });
        }
        return query;
    }

    /** Tells whether the method takes JSON. */
    static boolean takesJson(Method method) {
        var consumes = method.getAnnotation(Consumes.class);
        return consumes == null || List.of(consumes.value()).contains(MediaType.APPLICATION_JSON);
    }

    private static Optional<JavaType> bodyType(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> !isNamed(parameter))
                .map(parameter -> JSON.constructType(parameter.getParameterizedType()))
                .findFirst();
    }

    private static boolean isNamed(Parameter parameter) {
        return Stream.of(parameter.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getName().startsWith("jakarta.ws.rs."));
    }

    private @Nullable Object of(JavaType type, int depth) {
        if (type.hasRawClass(String.class) || type.hasRawClass(Object.class)) {
            return mark;
        }
        if (type.isEnumType() || type.isPrimitive() || depth == DEEPEST) {
            return null;
        }
        if (type.isMapLikeType()) {
            var value = of(type.getContentType(), depth + 1);
            return value == null ? null : Map.of(mark, value);
        }
        if (type.isArrayType() || type.isTypeOrSubTypeOf(Collection.class)) {
            var value = of(type.getContentType(), depth + 1);
            return value == null ? null : List.of(value);
        }
        return type.getRawClass().getName().startsWith("org.camunda.") ? bean(type, depth) : null;
    }

    private Map<String, Object> bean(JavaType type, int depth) {
        if (type.hasRawClass(VariableValueDto.class)) {
            return Map.of("value", mark, "type", "String");
        }
        var values = new LinkedHashMap<String, Object>();
        for (var property : properties(type)) {
            if (!leftOut.test(property.getName())) {
                // A wrong one would make the caller's own account wait.
                var value = switch (property.getName()) {
                    case "authenticatedUserPassword" -> TestStaff.PASSWORD;
                    // Strong, and without the name of the account, which is the mark.
                    case "password" -> "Aa1!" + mark.substring(0, STEM) + "zzz";
                    case "operator" -> "eq";
                    default -> of(property.getPrimaryType(), depth + 1);
                };
                if (value != null) {
                    values.put(property.getName(), value);
                }
            }
        }
        return values;
    }

    private static List<BeanPropertyDefinition> properties(JavaType type) {
        return JSON.getDeserializationConfig().introspect(type).findProperties().stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .toList();
    }
}
