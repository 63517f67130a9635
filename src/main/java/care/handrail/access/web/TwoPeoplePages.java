package care.handrail.access.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.AccountAct;
import care.handrail.access.AccountActs;
import care.handrail.access.AccountActs.Asked;
import care.handrail.access.AccountChanges;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page on which one person asks for what changes a powerful account, and another one confirms it. An administrator
 * asks; anybody with a powerful role confirms who neither asked nor is concerned, or refuses.
 */
@Controller
@RequestMapping("/two-people")
@Hidden
class TwoPeoplePages {

    private final AccountActs acts;
    private final AccountChanges changes;
    private final StaffDirectory directory;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Clock clock;

    TwoPeoplePages(
            AccountActs acts,
            AccountChanges changes,
            StaffDirectory directory,
            TransactionTemplate transaction,
            Audit audit,
            Clock clock) {
        this.acts = acts;
        this.changes = changes;
        this.directory = directory;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /** An act in the list. */
    record Shown(String id, String act, String userId, String askedBy, ZonedDateTime askedAt, boolean mayConfirm) {}

    @GetMapping
    String list(@RequestParam Map<String, String> why, Model page) {
        return page(
                page,
                why.containsKey("asked")
                        ? "It is asked for. Nothing has changed yet: tell the colleague who is to confirm it."
                        : why.containsKey("done")
                                ? "It is done."
                                : why.containsKey("refused") ? "It is refused. Nothing has changed." : null,
                why.containsKey("needed") ? "The person's role needs two people for this. Ask for it here." : null,
                null);
    }

    @PostMapping
    String ask(@RequestParam String userId, @RequestParam String act, Model page) {
        if (!me().has(Role.ADMINISTRATOR)) {
            throw new AccessRefusedException("Only an administrator asks for this.");
        }
        var wanted = AccountAct.of(act);
        var person = directory.find(userId);
        if (wanted.isEmpty()) {
            return page(page, null, "Choose what is to be done.", null);
        }
        if (person.isEmpty()) {
            return page(page, null, "There is no account of that user name.", null);
        }
        if (userId.equals(me().userId())) {
            return page(page, null, "Nobody asks for this about their own account. Ask another administrator.", null);
        }
        if (wanted.get().role().isEmpty() && !person.get().isPowerful()) {
            return page(
                    page,
                    null,
                    "This needs no second person: set the password in Admin, remove passkeys under Your passkeys.",
                    null);
        }
        transaction.executeWithoutResult(status -> {
            acts.ask(wanted.get(), userId, me().userId());
            audit.record(event(Kind.ACCOUNT_ACT_ASKED, userId).with(wanted.get().code()));
        });
        return "redirect:/two-people?asked";
    }

    @PostMapping("/confirm")
    String confirm(@RequestParam String id, Model page) {
        var asked = waiting(id);
        if (asked.isEmpty()) {
            return page(page, null, "This does not wait any more.", null);
        }
        if (!mayConfirm(asked.get())) {
            throw new AccessRefusedException("Neither who asked for it nor whom it concerns confirms it.");
        }
        try {
            var password = transaction.execute(status -> decide(asked.get(), true)
                    ? Optional.ofNullable(changes.carryOut(
                            asked.get().act(), asked.get().userId(), asked.get().askedBy(), me().userId()))
                    : null);
            if (password == null) {
                return page(page, null, "This does not wait any more.", null);
            }
            return password.map(made -> page(page, null, null, made)).orElse("redirect:/two-people?done");
        } catch (IllegalArgumentException e) {
            return page(page, null, e.getMessage(), null);
        }
    }

    @PostMapping("/refuse")
    String refuse(@RequestParam String id) {
        waiting(id).ifPresent(asked -> transaction.execute(status -> decide(asked, false)));
        return "redirect:/two-people?refused";
    }

    private boolean decide(Asked asked, boolean confirmed) {
        if (!acts.decide(asked, confirmed, me().userId())) {
            return false;
        }
        audit.record(event(confirmed ? Kind.ACCOUNT_ACT_CONFIRMED : Kind.ACCOUNT_ACT_REFUSED, asked.userId())
                .with(asked.act().code() + " asked-by=" + asked.askedBy()));
        return true;
    }

    private Optional<Asked> waiting(String id) {
        refuseUnlessPowerful();
        return acts.waiting(id);
    }

    private boolean mayConfirm(Asked asked) {
        return !asked.askedBy().equals(me().userId()) && !asked.userId().equals(me().userId());
    }

    private String page(Model page, @Nullable String notice, @Nullable String problem, @Nullable String password) {
        refuseUnlessPowerful();
        page.addAttribute(
                "waiting",
                acts.waiting().stream()
                        .map(asked -> new Shown(
                                asked.id(),
                                asked.act().label(),
                                asked.userId(),
                                asked.askedBy(),
                                asked.askedAt().atZone(clock.getZone()),
                                mayConfirm(asked)))
                        .toList());
        page.addAttribute("acts", AccountAct.values());
        page.addAttribute("administrator", me().has(Role.ADMINISTRATOR));
        page.addAttribute("notice", notice);
        page.addAttribute("problem", problem);
        page.addAttribute("password", password);
        return "two-people";
    }

    private static void refuseUnlessPowerful() {
        if (!me().isPowerful()) {
            throw new AccessRefusedException("Only administrators, compliance and clinical governance open this.");
        }
    }

    @ExceptionHandler
    String refused(AccessRefusedException e, Model page, HttpServletResponse response) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        page.addAttribute("reason", e.getMessage());
        return "refused";
    }

    private static AuditEvent event(Kind kind, String userId) {
        return AuditEvent.of(kind, null, null, "user:" + userId);
    }

    private static Staff me() {
        return CurrentStaff.get().orElseThrow();
    }
}
