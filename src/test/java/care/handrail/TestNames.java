package care.handrail;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The tests that there are, for documents that name them. */
final class TestNames {

    /** A test as a document names it: class and method. */
    static final Pattern NAMED = Pattern.compile("`(\\w+Tests\\.\\w+)`");

    private TestNames() {}

    /** Returns all of them, those of a nested class under the name of the outermost one. */
    static Set<String> all() {
        return ReflectionSupport.findAllClassesInPackage("care.handrail", type -> true, name -> name.contains("Tests"))
                .stream()
                .flatMap(type -> ReflectionSupport.findMethods(
                                type,
                                method -> AnnotationSupport.isAnnotated(method, Testable.class),
                                HierarchyTraversalMode.TOP_DOWN)
                        .stream()
                        .map(method -> outermost(type).getSimpleName() + "." + method.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> outermost(Class<?> type) {
        var outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return outer;
    }
}
