package care.handrail.access;

import care.handrail.shared.StartRefusedException;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Creates the administrator {@code admin} when nobody has an account yet, so that no password is ever shipped.
 *
 * <p>The password is {@code HANDRAIL_ADMIN_PASSWORD}; without it one is generated and printed to the console, this once.
 */
@Component
@Profile("!demo")
class FirstAdministrator implements ApplicationRunner {

    static final String USER_ID = "admin";

    private final StaffDirectory directory;
    private final String chosen;

    FirstAdministrator(StaffDirectory directory, @Value("${HANDRAIL_ADMIN_PASSWORD:}") String chosen) {
        this.directory = directory;
        this.chosen = chosen;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!directory.isEmpty()) {
            return;
        }
        var password = chosen.isEmpty() ? Passwords.random() : chosen;
        try {
            directory.create(new Staff(USER_ID, Set.of(Role.ADMINISTRATOR)), "Administrator", password);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    String.valueOf(e.getMessage()), "Set HANDRAIL_ADMIN_PASSWORD to another one, or leave it out.");
        }
        if (chosen.isEmpty()) {
            // To the console and not to the log, which may be kept and read by others.
            System.out.printf(
                    "%n  The first administrator is \"%s\" with the password %s%n  It is not shown again.%n%n",
                    USER_ID, password);
        }
    }
}
