package care.handrail.access.web;

import care.handrail.access.ProviderAccounts;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs in whom the clinic's identity provider vouches for. The person's account and roles become what the provider's
 * groups mean here, at each sign-in.
 */
@Component
@Profile("oidc")
class ProviderSignIn implements AuthenticationSuccessHandler {

    private static final Pattern USER_ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final ProviderProperties provider;
    private final ProviderAccounts accounts;
    private final StaffDirectory directory;
    private final SecondFactor secondFactor;
    private final SignedIn signedIn;
    private final TransactionTemplate transaction;
    private final Audit audit;

    ProviderSignIn(
            ProviderProperties provider,
            ProviderAccounts accounts,
            StaffDirectory directory,
            SecondFactor secondFactor,
            SignedIn signedIn,
            TransactionTemplate transaction,
            Audit audit) {
        this.provider = provider;
        this.accounts = accounts;
        this.directory = directory;
        this.secondFactor = secondFactor;
        this.signedIn = signedIn;
        this.transaction = transaction;
        this.audit = audit;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication vouched)
            throws IOException, ServletException {
        // What the provider calls the person is nobody here: account and trail must not see it as who acts.
        SecurityContextHolder.clearContext();
        var person = (OidcUser) vouched.getPrincipal();
        var staff = Objects.requireNonNull(transaction.execute(status -> account(person)));
        if (staff.isEmpty()) {
            response.sendRedirect("/sign-in?no-role");
            return;
        }
        var who = secondFactor.afterProvider(staff.get(), hasShownASecondFactor(person));
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(who);
        SecurityContextHolder.setContext(context);
        request.changeSessionId();
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
        signedIn.onAuthenticationSuccess(request, response, who);
    }

    /** Brings the person's account up to date; empty for somebody who may not come in. */
    private Optional<Staff> account(OidcUser person) {
        var known = accounts.userId(person.getSubject());
        var roles = provider.rolesOf(groups(person));
        boolean together = Role.mayBeHeldTogether(roles);
        var userId =
                known.or(() -> named(person).filter(name -> directory.find(name).isEmpty()));
        if (!together || roles.isEmpty() || userId.isEmpty()) {
            // Nobody takes over an account of the clinic's own by bearing its name at the provider.
            audit.refuse(AuditEvent.of(Kind.SIGN_IN_REFUSED, null, null, "user:" + known.orElse("unknown"))
                    .with(!together ? "roles-apart" : roles.isEmpty() ? "no-role" : "name-taken"));
            known.ifPresent(id -> directory.put(new Staff(id, Set.of()), id));
            return Optional.empty();
        }
        directory.put(new Staff(userId.get(), roles), Objects.requireNonNullElse(person.getFullName(), userId.get()));
        if (known.isEmpty()) {
            accounts.add(person.getSubject(), userId.get());
        }
        return directory.find(userId.get());
    }

    private boolean hasShownASecondFactor(OidcUser person) {
        return Objects.requireNonNullElse(person.getAuthenticationMethods(), List.<String>of()).stream()
                        .anyMatch(provider.amr()::contains)
                || person.getAuthenticationContextClass() != null
                        && provider.acr().contains(person.getAuthenticationContextClass());
    }

    private Optional<String> named(OidcUser person) {
        return Optional.ofNullable(person.getClaimAsString(provider.userClaim()))
                .map(name -> name.toLowerCase(Locale.ROOT).replaceFirst("@.*", ""))
                .filter(name -> USER_ID.matcher(name).matches());
    }

    private List<String> groups(OidcUser person) {
        return Objects.requireNonNullElse(person.getClaimAsStringList(provider.groupsClaim()), List.of());
    }
}
