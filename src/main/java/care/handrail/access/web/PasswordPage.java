package care.handrail.access.web;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Passwords;
import care.handrail.access.ProviderAccounts;
import care.handrail.access.SetPasswords;
import care.handrail.access.StaffDirectory;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which somebody changes their own password. */
@Controller
@RequestMapping("/password")
@Hidden
class PasswordPage {

    private final StaffDirectory directory;
    private final StaffPasswords passwords;
    private final SetPasswords setPasswords;
    private final ProviderAccounts vouched;
    private final Clock clock;

    PasswordPage(
            StaffDirectory directory,
            StaffPasswords passwords,
            SetPasswords setPasswords,
            ProviderAccounts vouched,
            Clock clock) {
        this.directory = directory;
        this.passwords = passwords;
        this.setPasswords = setPasswords;
        this.vouched = vouched;
        this.clock = clock;
    }

    /** A password that somebody else had set, as its owner is told. */
    record Told(String by, ZonedDateTime at) {}

    @GetMapping
    String form(Model page) {
        return page(page, "");
    }

    @PostMapping
    String change(@RequestParam String old, @RequestParam String chosen, HttpServletRequest request, Model page) {
        var userId = CurrentStaff.get().orElseThrow().userId();
        if (!passwords.isRight(userId, old, request.getRemoteAddr())) {
            return page(
                    page,
                    "Your current password is not right, or there were too many wrong ones. Nothing was changed.");
        }
        if (!Passwords.keepsRule(chosen, userId)) {
            return page(page, "The new password is too weak. Nothing was changed.");
        }
        if (chosen.equals(old)) {
            return page(page, "The new password is the current one. Choose another one.");
        }
        directory.changePassword(userId, chosen);
        // The new password has ended every session of the person, this one too.
        return "redirect:/sign-in?password-changed";
    }

    private String page(Model page, String problem) {
        var userId = CurrentStaff.get().orElseThrow().userId();
        page.addAttribute("vouched", vouched.contains(userId));
        page.addAttribute("due", SecondFactor.isPasswordDue());
        page.addAttribute(
                "told",
                setPasswords.lately(userId).stream()
                        .map(set -> new Told(
                                set.confirmedBy() == null ? set.setBy() : set.setBy() + " and " + set.confirmedBy(),
                                set.setAt().atZone(clock.getZone())))
                        .toList());
        page.addAttribute("problem", problem);
        page.addAttribute("rule", Passwords.RULE);
        return "password";
    }
}
