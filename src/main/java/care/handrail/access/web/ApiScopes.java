package care.handrail.access.web;

import care.handrail.access.Role;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which routes of the API each scope of a service account opens; read from {@code access/api-scopes.yaml}. */
@Component
class ApiScopes {

    private static final String PEOPLE_ONLY = "people-only";

    /**
     * A scope.
     *
     * @param label what staff are told that it does
     * @param actsAs whom a call is by, as far as permissions go
     */
    record Scope(String name, String label, Role actsAs, Role givenBy, List<Route> routes) {

        private boolean opens(String method, PathContainer path) {
            return routes.stream()
                    .anyMatch(route ->
                            route.method().equals(method) && route.path().matches(path));
        }
    }

    private record Route(String method, PathPattern path) {}

    private record Written(
            @Nullable String label,
            @JsonProperty("acts-as") @Nullable String actsAs,
            @JsonProperty("given-by") @Nullable String givenBy,
            List<String> routes) {}

    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private final List<String> routes = new ArrayList<>();

    ApiScopes() {
        read().forEach((name, written) -> {
            routes.addAll(written.routes());
            if (!name.equals(PEOPLE_ONLY)) {
                scopes.put(
                        name,
                        new Scope(
                                name,
                                Objects.requireNonNull(written.label(), name + " has no label"),
                                role(written.actsAs()),
                                role(written.givenBy()),
                                written.routes().stream().map(ApiScopes::route).toList()));
            }
        });
    }

    /** Returns the scope, among those of an account, that opens the route; empty when none of them does. */
    Optional<Scope> opening(String method, String path, Collection<String> granted) {
        var asked = PathContainer.parsePath(path);
        return granted.stream()
                .flatMap(name -> Stream.ofNullable(scopes.get(name)))
                .filter(scope -> scope.opens(method, asked))
                .findFirst();
    }

    Collection<Scope> all() {
        return scopes.values();
    }

    /** Returns what staff are told that the scope does; the name itself when the file names it no more. */
    String label(String name) {
        var scope = scopes.get(name);
        return scope == null ? name : scope.label();
    }

    /** Returns every route that the file names, such as {@code POST /api/enquiries}. */
    List<String> routes() {
        return routes;
    }

    private static Route route(String written) {
        var parts = written.split(" ", 2);
        return new Route(parts[0], PathPatternParser.defaultInstance.parse(parts[1]));
    }

    private static Role role(@Nullable String group) {
        return Role.ofGroup(Objects.requireNonNull(group)).orElseThrow();
    }

    private static Map<String, Written> read() {
        try (var file = new ClassPathResource("access/api-scopes.yaml").getInputStream()) {
            return YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readValue(file, new TypeReference<LinkedHashMap<String, Written>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
