package care.handrail.access.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.ProviderAccounts;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.access.StaffSessions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The pages on which staff show, register and remove their passkeys. */
@Controller
@Hidden
class PasskeyPages {

    private static final String SHOWING = "handrail.passkey.showing";
    private static final String REGISTERING = "handrail.passkey.registering";

    private final Passkeys passkeys;
    private final SecondFactor secondFactor;
    private final StaffPasswords passwords;
    private final StaffDirectory directory;
    private final ProviderAccounts vouched;
    private final StaffSessions sessions;
    private final TransactionTemplate transaction;
    private final OnceMore onceMore;
    private final Clock clock;
    private final SignInTrail trail;

    PasskeyPages(
            Passkeys passkeys,
            SecondFactor secondFactor,
            StaffPasswords passwords,
            StaffDirectory directory,
            ProviderAccounts vouched,
            StaffSessions sessions,
            TransactionTemplate transaction,
            OnceMore onceMore,
            Clock clock,
            SignInTrail trail) {
        this.passkeys = passkeys;
        this.secondFactor = secondFactor;
        this.passwords = passwords;
        this.directory = directory;
        this.vouched = vouched;
        this.sessions = sessions;
        this.transaction = transaction;
        this.onceMore = onceMore;
        this.clock = clock;
        this.trail = trail;
    }

    /** Where somebody goes on who has typed the password. */
    @GetMapping("/passkey")
    String due(Model page) {
        if (!SecondFactor.isDue()) {
            return "redirect:/passkeys";
        }
        page.addAttribute("userId", me().userId());
        page.addAttribute("first", !passkeys.has(me().userId()));
        return "passkey";
    }

    @PostMapping(path = "/passkey/show/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String showOptions(HttpSession session) {
        return passkeys.request(me().userId(), challenge(session, SHOWING));
    }

    @PostMapping("/passkey/show")
    @ResponseBody
    Map<String, String> show(@RequestBody String credential, HttpServletRequest request, HttpServletResponse response) {
        passkeys.prove(me().userId(), answered(request.getSession(), SHOWING), credential);
        return SecondFactor.isDue()
                ? signInWholly(request, response)
                : Map.of("next", onceMore.shown(request.getSession()));
    }

    /** What comes from the browser with a new passkey. */
    record NewPasskey(String name, String credential) {}

    /** The password of somebody who has signed in already, so that a screen left open is not enough. */
    record Again(@Nullable String password) {}

    @PostMapping(path = "/passkey/register/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String registerOptions(@RequestBody Again again, HttpServletRequest request) {
        if (SecondFactor.isDue()) {
            refuseUnlessFirst();
        } else if (vouched.contains(me().userId())) {
            if (!onceMore.isShown(request.getSession())) {
                throw new PasskeyRefusedException(
                        "You signed in a while ago. Sign out and in again, and then register the passkey.");
            }
        } else if (!passwords.isRight(me().userId(), again.password(), request.getRemoteAddr())) {
            throw new PasskeyRefusedException(
                    "The password is not right, or there were too many wrong ones. Nothing was changed.");
        }
        return passkeys.registration(me().userId(), challenge(request.getSession(), REGISTERING));
    }

    @PostMapping("/passkey/register")
    @ResponseBody
    Map<String, String> register(
            @RequestBody NewPasskey made, HttpServletRequest request, HttpServletResponse response) {
        var challenge = answered(request.getSession(), REGISTERING);
        boolean due = SecondFactor.isDue();
        if (due) {
            refuseUnlessFirst();
        }
        passkeys.register(me().userId(), challenge, made.name(), made.credential());
        return due ? signInWholly(request, response) : Map.of("next", "/passkeys?registered");
    }

    /** Otherwise somebody with the password alone could register a passkey instead of showing one. */
    private void refuseUnlessFirst() {
        if (passkeys.has(me().userId())) {
            throw new PasskeyRefusedException("Show one of your passkeys first. Then you can register another one.");
        }
    }

    /** A passkey in the list. */
    record Shown(String id, String name, ZonedDateTime registered, ZonedDateTime lastUsed) {}

    @GetMapping("/passkeys")
    String list(@RequestParam Map<String, String> why, Model page) {
        var keys = passkeys.of(me().userId()).stream()
                .map(key -> new Shown(
                        key.getCredentialId().toBase64UrlString(),
                        key.getLabel(),
                        key.getCreated().atZone(clock.getZone()),
                        key.getLastUsed().atZone(clock.getZone())))
                .toList();
        page.addAttribute("keys", keys);
        page.addAttribute("required", secondFactor.isRequiredOf(me()));
        page.addAttribute("vouched", vouched.contains(me().userId()));
        page.addAttribute("administrator", me().has(Role.ADMINISTRATOR));
        page.addAttribute("why", why);
        return "passkeys";
    }

    @PostMapping("/passkeys/remove")
    String remove(@RequestParam String id, HttpSession session) {
        if (secondFactor.isRequiredOf(me()) && passkeys.of(me().userId()).size() < 2) {
            return "redirect:/passkeys?last";
        }
        if (!onceMore.isShown(session)) {
            return "redirect:" + onceMore.ask(session, OnceMore.Then.PASSKEYS);
        }
        passkeys.remove(me().userId(), id);
        return "redirect:/passkeys?removed";
    }

    /** Lets somebody without a powerful role who lost all passkeys register one anew. Permission: an administrator. */
    @PostMapping("/passkeys/reset")
    String reset(@RequestParam String userId) {
        if (!me().has(Role.ADMINISTRATOR)) {
            throw new AccessRefusedException("Only an administrator resets passkeys.");
        }
        if (userId.equals(me().userId())) {
            return "redirect:/passkeys?own";
        }
        var person = directory.find(userId);
        if (person.isEmpty()) {
            return "redirect:/passkeys?unknown";
        }
        if (person.get().isPowerful()) {
            return "redirect:/two-people?needed";
        }
        transaction.executeWithoutResult(status -> {
            passkeys.reset(userId);
            sessions.endAll(userId);
        });
        return "redirect:/passkeys?reset";
    }

    @ExceptionHandler
    @ResponseBody
    ProblemDetail refused(PasskeyRefusedException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
    }

    private static Bytes challenge(HttpSession session, String purpose) {
        var challenge = Passkeys.newChallenge();
        session.setAttribute(purpose, challenge);
        return challenge;
    }

    private static Bytes answered(HttpSession session, String purpose) {
        var challenge = Optional.ofNullable((Bytes) session.getAttribute(purpose))
                .orElseThrow(() -> new PasskeyRefusedException("The page is too old. Load it again."));
        session.removeAttribute(purpose);
        return challenge;
    }

    /** A sign-in that cannot be recorded does not happen. */
    private Map<String, String> signInWholly(HttpServletRequest request, HttpServletResponse response) {
        var staff = directory.find(me().userId()).orElseThrow();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(secondFactor.afterPasskey(staff));
        SecurityContextHolder.setContext(context);
        boolean passwordDue = SecondFactor.isPasswordDue();
        if (passwordDue) {
            trail.passwordAsked(staff.userId());
        } else {
            trail.signedIn(staff.userId(), request.getRemoteAddr());
        }
        request.changeSessionId();
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
        if (passwordDue) {
            return Map.of("next", "/password");
        }
        if (request.getSession().getAttribute(WorkItemLink.PARAMETER) instanceof String workItem) {
            request.getSession().removeAttribute(WorkItemLink.PARAMETER);
            return Map.of("next", WorkItemLink.address(workItem));
        }
        var wanted = new HttpSessionRequestCache().getRequest(request, response);
        return Map.of("next", wanted == null ? "/" : wanted.getRedirectUrl());
    }

    private static Staff me() {
        return CurrentStaff.get().orElseThrow();
    }
}
