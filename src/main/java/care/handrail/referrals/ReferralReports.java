package care.handrail.referrals;

import static care.handrail.referrals.ReferralVariables.CARE_OUTCOME;
import static care.handrail.referrals.ReferralVariables.PATIENT_ID;
import static care.handrail.referrals.ReferralVariables.PRIORITY;
import static care.handrail.referrals.ReferralVariables.REFERENCE;
import static care.handrail.referrals.ReferralVariables.SERVICE_LINE;
import static care.handrail.referrals.ReferralVariables.SITE;
import static care.handrail.referrals.ReferralVariables.SUMMARY_IS_REPORT;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.consent.Use;
import care.handrail.correspondence.Correspondence;
import care.handrail.correspondence.Intent;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways;
import care.handrail.referrals.store.InboundReferral;
import care.handrail.referrals.store.InboundReferralTable;
import care.handrail.referrals.store.ReferralReport;
import care.handrail.referrals.store.ReferralReportTable;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reports to referrers about the end of the care that their referral opened: each end once, in a clinician's words.
 *
 * <p>What the diagrams call asks nobody's permission: the work item did.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class ReferralReports implements EndOfCare {

    static final String PROCESS = "ReferralReport";

    private static final String CARE_GOES_ON = "CareGoesOn";
    private static final String WRITTEN = "careReport";

    private final ReferralReportTable reports;
    private final InboundReferralTable referrals;
    private final ReferredEpisodes episodes;
    private final LetterStore letters;
    private final Pathways pathways;
    private final Correspondence correspondence;
    private final Audit audit;
    private final Clock clock;

    ReferralReports(
            ReferralReportTable reports,
            InboundReferralTable referrals,
            ReferredEpisodes episodes,
            LetterStore letters,
            Pathways pathways,
            Correspondence correspondence,
            Audit audit,
            Clock clock) {
        this.reports = reports;
        this.referrals = referrals;
        this.episodes = episodes;
        this.letters = letters;
        this.pathways = pathways;
        this.correspondence = correspondence;
        this.audit = audit;
        this.clock = clock;
    }

    /** Remembers that the referrer is owed a report when the episode ends. */
    void owe(InboundReferral referral, String episodeId) {
        reports.save(new ReferralReport(Ids.next(), referral, episodeId, clock.instant()));
    }

    @Override
    public void careEnded(String episodeId, String outcome) {
        var all = reports.lockOfEpisode(episodeId);
        all.stream()
                .filter(report -> report.state() == ReportState.AWAITED)
                .findFirst()
                .ifPresent(report -> {
                    report.fallDue();
                    audit.record(event(Kind.REFERRAL_MOVED, report).with("report=due,care=" + outcome));
                    pathways.start(
                            PROCESS,
                            report.getId(),
                            Map.of(
                                    PATIENT_ID.name(), report.patientId(),
                                    REFERENCE.name(), report.reference(),
                                    SITE.name(), report.site(),
                                    SERVICE_LINE.name(), report.serviceLine(),
                                    PRIORITY.name(), "routine",
                                    CARE_OUTCOME.name(), outcome,
                                    SUMMARY_IS_REPORT.name(), isSaidBySummary(episodeId, all)));
                });
    }

    /** Whoever has had a report already gets no second one unless a clinician wants it. */
    private boolean isSaidBySummary(String episodeId, List<ReferralReport> all) {
        return all.stream().noneMatch(report -> report.state().wentOut())
                && episodes.signedSummary(episodeId).isPresent();
    }

    @Override
    public void careGoesOn(String episodeId) {
        var all = reports.lockOfEpisode(episodeId);
        if (all.isEmpty()) {
            return;
        }
        var last = all.get(all.size() - 1);
        if (last.state() == ReportState.DUE) {
            last.waitOn();
            audit.record(event(Kind.REFERRAL_MOVED, last).with("report=awaited"));
            pathways.correlate(CARE_GOES_ON, last.getId(), Map.of());
        } else {
            if (last.state() == ReportState.SENDING) {
                settle(last.getId(), ReportState.RECALLED, null);
                pathways.correlate(CARE_GOES_ON, last.getId(), Map.of());
            }
            owe(referral(last), episodeId);
        }
    }

    /**
     * Has the report sent to the referrer, once each time, and returns the letter's id: the signed summary, or what a
     * clinician wrote. An earlier letter that has not left is called back.
     */
    public String send(String id, boolean summary) {
        var report = require(id);
        var referral = referral(report);
        report.send();
        correspondence.withdraw(id);
        return correspondence.send(new Intent(
                "referral-report-" + id + "-" + report.sendings(),
                new Use("direct-care", referral.sender(), "letter"),
                "LetterToProvider",
                1,
                new Intent.About(
                        report.patientId(),
                        report.episodeId(),
                        report.site(),
                        report.serviceLine(),
                        report.reference()),
                report.referralId(),
                Map.of(
                        DataClass.CLINICAL,
                        Map.of(
                                "letterBody",
                                "You referred this patient to us. The care has ended. Our reference is %s.\n\n%s"
                                        .formatted(report.reference(), summary ? summary(report) : written(report)))),
                List.of(),
                null,
                id));
    }

    /**
     * Ends the report. Audited.
     *
     * @param reason code of why nothing was sent; null when something was
     */
    public void settle(String id, ReportState end, @Nullable String reason) {
        var report = require(id);
        report.settle(end, reason, clock.instant());
        if (end != ReportState.SENT) {
            // Who knows by another way, or has nothing to know, gets no letter after that.
            correspondence.withdraw(id);
        }
        var how = "report=" + end.name().toLowerCase(Locale.ROOT).replace('_', '-');
        audit.record(event(Kind.REFERRAL_ANSWERED, report).with(reason == null ? how : how + ",reason=" + reason));
    }

    private String summary(ReferralReport report) {
        return episodes.signedSummary(report.episodeId())
                .orElseThrow(() -> new IllegalStateException(
                        "The summary was changed after it was signed, so it is not sent: report " + report.getId()));
    }

    private String written(ReferralReport report) {
        var said = letters.latest(report.patientId(), report.getId(), Set.of(WRITTEN), Set.of(DataClass.CLINICAL))
                .get(WRITTEN);
        if (said == null) {
            throw new IllegalStateException("Nobody wrote the report " + report.getId() + ".");
        }
        return said.toString();
    }

    private InboundReferral referral(ReferralReport report) {
        return referrals.findById(report.referralId()).orElseThrow();
    }

    private ReferralReport require(String id) {
        return reports.lock(id).orElseThrow(() -> new IllegalStateException("There is no report " + id + "."));
    }

    private static AuditEvent event(Kind kind, ReferralReport report) {
        return AuditEvent.of(kind, report.patientId(), report.episodeId(), "referral:" + report.reference());
    }
}
