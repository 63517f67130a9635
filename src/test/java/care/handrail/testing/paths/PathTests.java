package care.handrail.testing.paths;

import java.util.List;
import java.util.Objects;
import org.junit.platform.commons.support.ReflectionSupport;

/** Finds the path tests of the product. */
final class PathTests {

    private PathTests() {}

    /** Returns the classes that test a process of the product. */
    static List<Class<?>> ofProduct() {
        return ReflectionSupport.findAllClassesInPackage(
                "care.handrail",
                type -> type.isAnnotationPresent(PathTest.class)
                        && annotation(type).models().isEmpty(),
                name -> true);
    }

    /** Returns the id of the process that the class tests. */
    static String processOf(Class<?> pathTests) {
        return annotation(pathTests).value();
    }

    private static PathTest annotation(Class<?> type) {
        return Objects.requireNonNull(type.getAnnotation(PathTest.class));
    }
}
