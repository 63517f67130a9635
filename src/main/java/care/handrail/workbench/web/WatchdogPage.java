package care.handrail.workbench.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.pathways.Watchdog;
import care.handrail.pathways.Wording;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;

/** The page on which the practice manager sees what was left behind, and whether anybody looks. */
@Controller
@Hidden
class WatchdogPage {

    /** Its choices say in words what a finding's codes mean. */
    private static final String FORM = "LookIntoFinding";

    private final Watchdog watchdog;
    private final Wording wording;
    private final Clock clock;

    WatchdogPage(Watchdog watchdog, Wording wording, Clock clock) {
        this.watchdog = watchdog;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping("/watchdog")
    String show(Model page) {
        page.addAttribute("report", watchdog.report());
        page.addAttribute("form", wording.of(FORM));
        page.addAttribute("words", new PageWords(clock));
        return "watchdog";
    }

    @ExceptionHandler
    String refused(AccessRefusedException e, Model page, HttpServletResponse response) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        page.addAttribute("reason", e.getMessage());
        return "refused";
    }
}
