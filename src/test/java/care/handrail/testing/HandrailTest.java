package care.handrail.testing;

import care.handrail.Handrail;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs a test class against the whole clinic on an embedded H2 file, reached over HTTP on a random port.
 *
 * <p>This clinic has an identity provider besides its own accounts; that of {@link HandrailPostgresTest} has none.
 *
 * <p>Every class with this annotation shares one context, because starting one takes longer than most tests: a class
 * must not add properties, mock beans or profiles, and looks only at the episodes that it started itself. Jobs run when
 * {@link DueJobs} says so; the engine's clock is put right after every test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(classes = Handrail.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles({"test", "oidc"})
@Import(ClinicUnderTest.class)
@ContextConfiguration(initializers = {OnH2.class, WithProvider.class})
@ExtendWith(EngineClock.Reset.class)
public @interface HandrailTest {}
