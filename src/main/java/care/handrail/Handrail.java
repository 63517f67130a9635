package care.handrail;

import care.handrail.access.RescueAccount;
import care.handrail.audit.VerifyAudit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;

/** Starts the clinic's server, checks its audit trail, or rescues an account. */
// Staff are in the staff directory; without this Spring would make an account of its own besides.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class Handrail {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(VerifyAudit.COMMAND)) {
            System.exit(VerifyAudit.run(args, System.out));
        }
        if (args.length > 0 && args[0].equals(RescueAccount.COMMAND)) {
            System.exit(RescueAccount.run(Handrail.class, args, System.out));
        }
        SpringApplication.run(Handrail.class, args);
    }
}
