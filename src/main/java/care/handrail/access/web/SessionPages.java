package care.handrail.access.web;

import care.handrail.access.CurrentStaff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.shared.Sha256;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which somebody sees where they are signed in, and ends what they do not recognise or need. */
@Controller
@RequestMapping("/sessions")
@Hidden
class SessionPages {

    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final SessionLimits limits;
    private final OnceMore onceMore;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Clock clock;

    SessionPages(
            FindByIndexNameSessionRepository<? extends Session> sessions,
            SessionLimits limits,
            OnceMore onceMore,
            TransactionTemplate transaction,
            Audit audit,
            Clock clock) {
        this.sessions = sessions;
        this.limits = limits;
        this.onceMore = onceMore;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A session in the list.
     *
     * @param handle names it on the page; its own id would let in whoever reads it there
     * @param half whether something is due before it opens anything
     */
    record Shown(
            String handle, String place, ZonedDateTime since, ZonedDateTime lastSeen, boolean mine, boolean half) {}

    @GetMapping
    String list(@RequestParam Map<String, String> why, HttpSession session, Model page) {
        page.addAttribute(
                "sessions",
                own().map(own -> shown(own, own.getId().equals(session.getId())))
                        .sorted(Comparator.comparing(Shown::mine)
                                .thenComparing(Shown::lastSeen)
                                .reversed())
                        .toList());
        page.addAttribute("why", why);
        return "sessions";
    }

    @PostMapping("/end")
    String end(@RequestParam String handle, HttpSession session) {
        return end(session, own -> handle(own).equals(handle));
    }

    @PostMapping("/end-others")
    String endOthers(HttpSession session) {
        return end(session, own -> true);
    }

    private String end(HttpSession session, Predicate<Session> meant) {
        if (!onceMore.isShown(session)) {
            return "redirect:" + onceMore.ask(session, OnceMore.Then.SESSIONS);
        }
        var ended = own().filter(own -> !own.getId().equals(session.getId()))
                .filter(meant)
                .map(Session::getId)
                .toList();
        transaction.executeWithoutResult(status -> {
            audit.record(AuditEvent.of(Kind.SESSIONS_ENDED, null, null, "user:" + me())
                    .with(String.valueOf(ended.size())));
            ended.forEach(sessions::deleteById);
        });
        return "redirect:/sessions?ended";
    }

    private Stream<? extends Session> own() {
        return sessions.findByPrincipalName(me()).values().stream().filter(own -> !limits.isOver(own));
    }

    private Shown shown(Session session, boolean mine) {
        return new Shown(
                handle(session),
                Objects.requireNonNullElse(session.getAttribute(SignInPlace.ATTRIBUTE), "Unknown place"),
                session.getCreationTime().atZone(clock.getZone()),
                SessionLimits.lastThere(session).atZone(clock.getZone()),
                mine,
                session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                                instanceof SecurityContext context
                        && SecondFactor.isAnythingDue(context.getAuthentication()));
    }

    private static String handle(Session session) {
        return HexFormat.of().formatHex(Sha256.of(session.getId()), 0, 16);
    }

    private static String me() {
        return CurrentStaff.get().orElseThrow().userId();
    }
}
