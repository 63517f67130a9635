package care.handrail.audit;

import care.handrail.audit.seal.OfflineVerification;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.NestedExceptionUtils;

/**
 * The command {@code verify-audit}: checks the whole trail without starting the clinic. It takes the database and the
 * keys from the same settings as the clinic, needs to read only, and changes nothing.
 */
public final class VerifyAudit {

    /** The first argument that asks for the check. */
    public static final String COMMAND = "verify-audit";

    private static final String CHECKPOINTS = "--checkpoints";

    private VerifyAudit() {}

    /**
     * Checks the trail and says what came of it.
     *
     * @param args the command; then {@code --checkpoints} and a file, unless the configured one is meant; then settings
     *     as the clinic's start takes them
     * @return 0 when the trail is intact; 1 when it is not, or could not be checked
     */
    public static int run(String[] args, PrintStream out) {
        try {
            var settings = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
            var checkpoints = checkpoints(settings);
            var verification = verify(checkpoints, settings);
            describe(verification, out);
            return verification.intact() ? 0 : 1;
        } catch (RuntimeException e) {
            out.println("The audit trail could not be checked: "
                    + NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            return 1;
        }
    }

    private static @Nullable Path checkpoints(List<String> settings) {
        int option = settings.indexOf(CHECKPOINTS);
        if (option < 0) {
            return null;
        }
        if (option + 1 == settings.size() || settings.get(option + 1).startsWith("--")) {
            throw new IllegalArgumentException("Name the file of exported checkpoints after " + CHECKPOINTS + ".");
        }
        settings.remove(option);
        var file = Path.of(settings.remove(option));
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("There is no file " + file + " to read checkpoints from.");
        }
        return file;
    }

    private static Verification verify(@Nullable Path checkpoints, List<String> settings) {
        try (var context = new SpringApplicationBuilder(VerifyAudit.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties("logging.level.root=warn")
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run(settings.toArray(String[]::new))) {
            return OfflineVerification.verify(context.getEnvironment(), checkpoints);
        }
    }

    private static void describe(Verification checked, PrintStream out) {
        out.printf(
                "Checked %,d rows in %,d batches against %,d exported checkpoints; %,d rows wait to be sealed.%n",
                checked.events(), checked.batches(), checked.exported(), checked.waiting());
        if (checked.exported() == 0) {
            out.println("No exported checkpoints were given, so nobody can tell whether the newest rows are missing, or"
                    + " whether the whole trail was written anew with the clinic's own key.");
        }
        checked.first()
                .ifPresentOrElse(
                        first -> {
                            out.printf(
                                    "NOT INTACT: %,d problems. The first bad row is %d (%s).%n",
                                    checked.problems(), first.event(), first.problem());
                            checked.findings().forEach(finding -> out.println("- " + finding.sentence()));
                            if (checked.problems() > checked.findings().size()) {
                                out.println("- and more.");
                            }
                        },
                        () -> out.println("The trail is intact."));
    }
}
