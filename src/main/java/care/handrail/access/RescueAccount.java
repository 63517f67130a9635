package care.handrail.access;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The command {@code rescue-account}: does to an account what takes two people, for whoever owns the machine, when there are
 * not two; for example when the only administrator has lost all passkeys. It starts a node of its own on the clinic's
 * database and settings, which serves nobody, and ends it again.
 */
@Component
public class RescueAccount {

    /** The first argument that asks for it. */
    public static final String COMMAND = "rescue-account";

    /** What the trail and the person are told who did it; no user name has a space. */
    private static final String BY = "the owner of the machine";

    private final AccountChanges changes;
    private final AccountActs acts;
    private final StaffDirectory directory;
    private final TransactionTemplate transaction;
    private final Audit audit;

    RescueAccount(
            AccountChanges changes,
            AccountActs acts,
            StaffDirectory directory,
            TransactionTemplate transaction,
            Audit audit) {
        this.changes = changes;
        this.acts = acts;
        this.directory = directory;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * Runs the command and says what came of it.
     *
     * @param clinic the class that starts the clinic
     * @param args the command, a user name and the code of an {@link AccountAct}; then settings as the clinic's start
     *     takes them
     * @return 0 when it is done, otherwise 1
     */
    public static int run(Class<?> clinic, String[] args, PrintStream out) {
        var act = args.length < 3 ? null : AccountAct.of(args[2]).orElse(null);
        if (act == null) {
            out.println("Usage: " + COMMAND + " <user name> <act> [settings], where the act is one of "
                    + Arrays.stream(AccountAct.values()).map(AccountAct::code).collect(Collectors.joining(", "))
                    + ".");
            return 1;
        }
        var settings = Stream.concat(
                Arrays.stream(args).skip(3),
                Stream.of(
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--camunda.bpm.job-execution.enabled=false",
                        "--logging.level.root=warn"));
        try (var node = new SpringApplicationBuilder(clinic).run(settings.toArray(String[]::new))) {
            out.println(node.getBean(RescueAccount.class).rescue(args[1], act));
            return 0;
        } catch (RuntimeException e) {
            out.println("Nothing was changed: "
                    + NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            return 1;
        }
    }

    /**
     * Carries out the act and returns a sentence for the console.
     *
     * @throws IllegalArgumentException with a sentence, when there is no such account, or a role does not go with the
     *     person's others
     */
    public String rescue(String userId, AccountAct act) {
        if (directory.find(userId).isEmpty()) {
            throw new IllegalArgumentException("There is no account of the user name " + userId + ".");
        }
        @Nullable
        String password = transaction.execute(status -> {
            audit.record(AuditEvent.of(Kind.ACCOUNT_RESCUED, null, null, "user:" + userId)
                    .with(act.code()));
            acts.doneAlone(act, userId, BY);
            return changes.carryOut(act, userId, BY, null);
        });
        return password == null
                ? "Done: " + act.label() + ", for " + userId + "."
                : "The password of " + userId + " is " + password
                        + " and is not shown again. It opens only the choice of another one.";
    }
}
