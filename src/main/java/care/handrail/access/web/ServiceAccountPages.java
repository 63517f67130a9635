package care.handrail.access.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Staff;
import care.handrail.access.store.ServiceAccounts;
import care.handrail.access.store.ServiceAccounts.ServiceAccount;
import care.handrail.access.web.ApiScopes.Scope;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which accounts of programs are created, listed and revoked, by those who give out their scopes. */
@Controller
@RequestMapping("/service-accounts")
@Hidden
class ServiceAccountPages {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{2,39}");

    private static final int LONGEST_DAYS = 366;

    private final ServiceAccounts accounts;
    private final ApiScopes scopes;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Clock clock;

    ServiceAccountPages(
            ServiceAccounts accounts, ApiScopes scopes, TransactionTemplate transaction, Audit audit, Clock clock) {
        this.accounts = accounts;
        this.scopes = scopes;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /** An account in the list. */
    record Shown(
            String id,
            String name,
            String scopes,
            String createdBy,
            ZonedDateTime expiresAt,
            @Nullable ZonedDateTime lastUsedAt,
            String state,
            boolean mine) {}

    @GetMapping
    String list(@RequestParam Map<String, String> why, Model page) {
        return page(
                page,
                why.containsKey("revoked") ? "The account is revoked. Its token opens nothing any more." : null,
                null,
                null);
    }

    @PostMapping
    String create(
            @RequestParam String name,
            @RequestParam(required = false) @Nullable Set<String> scope,
            @RequestParam int days,
            Model page) {
        var wanted = scope == null ? Set.<String>of() : new TreeSet<>(scope);
        if (!NAME.matcher(name).matches()) {
            return page(page, null, "A name has 3 to 40 small letters, digits and hyphens, such as lab-results.", null);
        }
        if (wanted.isEmpty() || !names(given()).containsAll(wanted)) {
            return page(page, null, "Choose at least one of the scopes.", null);
        }
        if (days < 1 || days > LONGEST_DAYS) {
            return page(page, null, "A token is valid for 1 to 366 days.", null);
        }
        try {
            var token = transaction.execute(status -> {
                var made = accounts.create(name, wanted, me().userId(), Duration.ofDays(days));
                audit.record(AuditEvent.of(Kind.SERVICE_ACCOUNT_CREATED, null, null, "service:" + name)
                        .with(String.join(" ", wanted)));
                return made;
            });
            return page(page, null, null, token);
        } catch (DuplicateKeyException e) {
            return page(page, null, "There is or was an account of this name. Choose another one.", null);
        }
    }

    @PostMapping("/revoke")
    String revoke(@RequestParam String id) {
        var account = accounts.find(id).filter(this::isMine);
        if (account.isPresent()) {
            transaction.executeWithoutResult(status -> {
                accounts.revoke(id);
                audit.record(AuditEvent.of(
                        Kind.SERVICE_ACCOUNT_REVOKED,
                        null,
                        null,
                        "service:" + account.get().name()));
            });
        }
        return "redirect:/service-accounts?revoked";
    }

    private String page(Model page, @Nullable String notice, @Nullable String problem, @Nullable String token) {
        page.addAttribute("given", given());
        page.addAttribute("accounts", accounts.all().stream().map(this::shown).toList());
        page.addAttribute("notice", notice);
        page.addAttribute("problem", problem);
        page.addAttribute("token", token);
        return "service-accounts";
    }

    @ExceptionHandler
    String refused(AccessRefusedException e, Model page, HttpServletResponse response) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        page.addAttribute("reason", e.getMessage());
        return "refused";
    }

    private Shown shown(ServiceAccount account) {
        boolean open = account.isOpen(clock.instant());
        return new Shown(
                account.id(),
                account.name(),
                account.scopes().stream().map(scopes::label).sorted().collect(Collectors.joining(", ")),
                account.createdBy(),
                account.expiresAt().atZone(clock.getZone()),
                account.lastUsedAt() == null ? null : account.lastUsedAt().atZone(clock.getZone()),
                open ? "open" : account.revokedAt() != null ? "revoked" : "expired",
                open && isMine(account));
    }

    /** Whoever may give out one of an account's scopes may end it. */
    private boolean isMine(ServiceAccount account) {
        return names(given()).stream().anyMatch(account.scopes()::contains);
    }

    private List<Scope> given() {
        var given =
                scopes.all().stream().filter(scope -> me().has(scope.givenBy())).toList();
        if (given.isEmpty()) {
            throw new AccessRefusedException("Only administrators and compliance look after service accounts.");
        }
        return given;
    }

    private static Set<String> names(List<Scope> scopes) {
        return scopes.stream().map(Scope::name).collect(Collectors.toSet());
    }

    private static Staff me() {
        return CurrentStaff.get().orElseThrow();
    }
}
