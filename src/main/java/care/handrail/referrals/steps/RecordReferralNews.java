package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.APPOINTMENT;
import static care.handrail.referrals.ReferralVariables.BACK;
import static care.handrail.referrals.ReferralVariables.CHASE_COUNT;
import static care.handrail.referrals.ReferralVariables.DOUBT;
import static care.handrail.referrals.ReferralVariables.NEWS;
import static care.handrail.referrals.ReferralVariables.OUTCOME;
import static care.handrail.referrals.ReferralVariables.SERVICE;
import static care.handrail.referrals.ReferralVariables.SITE;
import static care.handrail.referrals.ReferralVariables.SPEAKER;
import static care.handrail.referrals.ReferralVariables.STATE;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import care.handrail.referrals.OutboundReferrals.Heard;
import care.handrail.referrals.ReferralEvent;
import care.handrail.referrals.ReferralNews;
import care.handrail.referrals.Verdict;
import care.handrail.shared.WorkingCalendar;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** Moves the referral on by what the service tells, and says what has to follow. */
@Component
class RecordReferralNews implements Step {

    /** What the work item "Ask the service" leaves behind: a person has spoken with the service. */
    private static final String ASKED = "told-something";

    private final OutboundReferrals referrals;
    private final WorkingCalendar calendar;

    RecordReferralNews(OutboundReferrals referrals, WorkingCalendar calendar) {
        this.referrals = referrals;
        this.calendar = calendar;
    }

    @Override
    public void run(StepContext context) {
        var news = ReferralEvent.ofNews(context.require(NEWS)).orElseThrow();
        var zone = calendar.site(context.require(SITE)).zone();
        var day = news == ReferralEvent.SCHEDULE
                ? context.get(APPOINTMENT)
                        .map(date -> LocalDate.ofInstant(date.toInstant(), zone))
                        .orElse(null)
                : null;
        var asked = context.get(OUTCOME).filter(ASKED::equals).isPresent();
        var speaker = context.get(SPEAKER)
                .filter(code -> !code.equals(ReferralNews.UNKNOWN_SPEAKER))
                .orElse(null);
        var heard = referrals.hear(context.episodeId(), news, speaker, day, asked);
        context.set(STATE, heard.state().code());
        context.set(SERVICE, heard.service());
        context.set(OUTCOME, outcome(heard));
        context.clear(DOUBT);
        if (heard.verdict() == Verdict.MOVED) {
            context.set(CHASE_COUNT, 0L);
        }
        if (heard.verdict() == Verdict.CONTRADICTS) {
            context.set(DOUBT, news.code());
        }
        if (outcome(heard).equals("back")) {
            context.set(BACK, heard.verdict() == Verdict.OF_FORMER ? "former-service" : news.code());
        }
    }

    private static String outcome(Heard heard) {
        return switch (heard.verdict()) {
            case CONTRADICTS -> "ask";
            case KNOWN -> "wait-on";
            case OF_FORMER -> "back";
            case MOVED ->
                switch (heard.state()) {
                    case REJECTED, INFO_NEEDED, NO_SHOW -> "back";
                    case REPORT_BACK -> "report";
                    default -> "wait-on";
                };
        };
    }
}
