package care.handrail.pathways.engine;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;

/** Every route of the engine's REST interface, read from its classes, so that a new one is not overlooked. */
public final class RestApi {

    private RestApi() {}

    /** A method and a path such as {@code POST /task/{id}/claim}. */
    public record Operation(String method, String path) implements Comparable<Operation> {

        public boolean changes() {
            return !Set.of("GET", "HEAD", "OPTIONS").contains(method);
        }

        /** Returns the first part of the path, which says what kind of thing its first id is of. */
        String kind() {
            return path.split("/", 3)[1];
        }

        /** Returns the path with every place filled with the id. */
        public String at(String id) {
            return path.replaceAll("\\{[^}]*}", id);
        }

        @Override
        public int compareTo(Operation other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Returns the operations under {@code /engine-rest}. */
    static Collection<Operation> operations() {
        return methods().keySet();
    }

    /** Returns the operations under {@code /camunda/api} besides the engine's; the web applications must have started. */
    static Collection<Operation> webappOperations() {
        var found = new TreeSet<Operation>();
        Map.of(
                        "/admin", new AdminApplication(),
                        "/cockpit", new CockpitApplication(),
                        "/tasklist", new TasklistApplication(),
                        "/welcome", new WelcomeApplication())
                .forEach((mounted, application) -> application.getClasses().stream()
                        .filter(resource -> resource.isAnnotationPresent(Path.class))
                        .flatMap(resource -> methodsOf(resource).keySet().stream())
                        .forEach(
                                operation -> found.add(new Operation(operation.method(), mounted + operation.path()))));
        return found;
    }

    /** Returns the operations that are open to somebody, with the paths under which they are called. */
    public static Set<Operation> open() {
        var open = new TreeSet<Operation>();
        operations().stream()
                .filter(operation -> isOpen(EngineRoutes.REST, operation))
                .forEach(operation -> open.add(new Operation(operation.method(), "/engine-rest" + operation.path())));
        webappOperations().stream()
                .filter(operation -> isOpen(EngineRoutes.WEBAPPS, operation))
                .forEach(operation -> open.add(new Operation(operation.method(), "/camunda/api" + operation.path())));
        return open;
    }

    private static boolean isOpen(EngineRoutes routes, Operation operation) {
        var everything = new Staff("id-1", Set.of(Role.values()));
        return !"OPTIONS".equals(operation.method())
                && routes.isOpen(operation.method(), operation.at("id-1"), everything);
    }

    /** Returns the operations under {@code /engine-rest} with the methods that serve them. */
    public static Map<Operation, Method> methods() {
        return methodsOf(DefaultProcessEngineRestServiceImpl.class);
    }

    private static Map<Operation, Method> methodsOf(Class<?> resource) {
        var found = new TreeMap<Operation, Method>();
        collect(resource, pathOf(resource.getAnnotation(Path.class)), new LinkedHashSet<>(), found);
        return found;
    }

    private static void collect(Class<?> resource, String base, Set<Class<?>> above, Map<Operation, Method> found) {
        if (!above.add(resource)) {
            return;
        }
        for (var method : resource.getMethods()) {
            var described = described(method);
            if (described != null) {
                var path = base + pathOf(described.getAnnotation(Path.class));
                var verbs = Arrays.stream(described.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(verb -> verb != null)
                        .map(HttpMethod::value)
                        .toList();
                if (verbs.isEmpty()) {
                    collect(described.getReturnType(), path, new LinkedHashSet<>(above), found);
                } else {
                    verbs.forEach(verb -> found.put(new Operation(verb, path), described));
                }
            }
        }
    }

    /** Returns the method where its route is written: itself, or what it implements. */
    private static @org.jspecify.annotations.Nullable Method described(Method method) {
        if (isRoute(method)) {
            return method;
        }
        for (Class<?> type = method.getDeclaringClass(); type != null; type = type.getSuperclass()) {
            for (var face : type.getInterfaces()) {
                for (var declared : face.getMethods()) {
                    if (declared.getName().equals(method.getName())
                            && Arrays.equals(declared.getParameterTypes(), method.getParameterTypes())
                            && isRoute(declared)) {
                        return declared;
                    }
                }
            }
        }
        return null;
    }

    private static boolean isRoute(Method method) {
        return method.isAnnotationPresent(Path.class)
                || Arrays.stream(method.getAnnotations())
                        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    private static String pathOf(@org.jspecify.annotations.Nullable Path path) {
        if (path == null || path.value().isEmpty() || path.value().equals("/")) {
            return "";
        }
        return path.value().startsWith("/") ? path.value() : "/" + path.value();
    }
}
