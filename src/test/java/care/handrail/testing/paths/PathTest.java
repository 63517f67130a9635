package care.handrail.testing.paths;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes a class the path test of one process: each test method takes a {@link Walk}, and together they must pass every
 * flow node and every sequence flow of the process, or the class fails and names what was not passed.
 *
 * <p>The engine is in memory, with the product's own models deployed as one release; steps that a test does not give a
 * behaviour do nothing.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PathExtension.class)
public @interface PathTest {

    /** Id of the process. */
    String value();

    /**
     * Called processes that are replaced by one work item, which the test completes with {@link Walk#returnFrom}; the
     * rest is called for real.
     */
    String[] stubs() default {};

    /** Directory with {@code processes/}, {@code decisions/} and {@code forms/}; the product's own when it is empty. */
    String models() default "";
}
