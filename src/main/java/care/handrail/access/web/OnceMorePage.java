package care.handrail.access.web;

import care.handrail.access.CurrentStaff;
import care.handrail.access.ProviderAccounts;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which somebody shows once more who they are, with the password or a passkey. */
@Controller
@RequestMapping("/once-more")
@Hidden
class OnceMorePage {

    private final OnceMore onceMore;
    private final StaffPasswords passwords;
    private final Passkeys passkeys;
    private final ProviderAccounts vouched;

    OnceMorePage(OnceMore onceMore, StaffPasswords passwords, Passkeys passkeys, ProviderAccounts vouched) {
        this.onceMore = onceMore;
        this.passwords = passwords;
        this.passkeys = passkeys;
        this.vouched = vouched;
    }

    @GetMapping
    String ask(Model page) {
        return page(page, false);
    }

    @PostMapping
    String password(@RequestParam String password, HttpServletRequest request, Model page) {
        if (!passwords.isRight(me(), password, request.getRemoteAddr())) {
            return page(page, true);
        }
        return "redirect:" + onceMore.shown(request.getSession());
    }

    private String page(Model page, boolean wrong) {
        page.addAttribute("wrong", wrong);
        page.addAttribute("password", !vouched.contains(me()));
        page.addAttribute("passkey", passkeys.has(me()));
        return "once-more";
    }

    private static String me() {
        return CurrentStaff.get().orElseThrow().userId();
    }
}
