package care.handrail.referrals;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.consent.Use;
import care.handrail.correspondence.Correspondence;
import care.handrail.correspondence.Intent;
import care.handrail.pathways.Pathways;
import care.handrail.records.Document;
import care.handrail.referrals.ServiceDirectory.ReceivingService;
import care.handrail.referrals.store.OutboundReferral;
import care.handrail.referrals.store.OutboundReferral.Addressing;
import care.handrail.referrals.store.OutboundReferralStore;
import care.handrail.shared.WorkingCalendar;
import care.handrail.signoffs.SignOffs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Referrals to other services: what they say, how they are sent, what the service tells, and how they end.
 *
 * <p>What the diagrams call joins their transaction, and asks nobody's permission: the work item did.
 */
@Service
public class OutboundReferrals {

    private static final String SIGNED_AS = ReferralToSign.KIND;
    private static final String STOP_FORMER = "StopFormerService";
    private static final String HAS_IT_AGAIN = "FormerServiceHasItAgain";
    private static final String TEMPLATE = "OutboundReferral";
    private static final int TEMPLATE_VERSION = 1;
    private static final String NO_DOCUMENTS = "none";
    private static final Set<String> ARRIVED = Set.of("sent", "printed");

    private final ServiceDirectory directory = ServiceDirectory.shipped();
    private final OutboundReferralStore referrals;
    private final ReferralPaper paper;
    private final SignOffs signOffs;
    private final Correspondence correspondence;
    private final ReferralNews news;
    private final Pathways pathways;
    private final StaffDirectory staff;
    private final WorkingCalendar calendar;
    private final Audit audit;
    private final Clock clock;

    OutboundReferrals(
            OutboundReferralStore referrals,
            ReferralPaper paper,
            SignOffs signOffs,
            Correspondence correspondence,
            ReferralNews news,
            Pathways pathways,
            StaffDirectory staff,
            WorkingCalendar calendar,
            Audit audit,
            Clock clock) {
        this.referrals = referrals;
        this.paper = paper;
        this.signOffs = signOffs;
        this.correspondence = correspondence;
        this.news = news;
        this.pathways = pathways;
        this.staff = staff;
        this.calendar = calendar;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes what the clinicians decided, looks for what the service requires, and tells whether all of it is there. A letter
     * of an earlier round that has not left is called back.
     *
     * @param service code of the service
     * @param required code of the documents that it requires
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean check(String id, String service, boolean urgent, String referrer, String required) {
        var referral = lock(id);
        correspondence.withdraw(id);
        referral.readdress(new Addressing(known(service), urgent, referrer));
        var kind = required.equals(NO_DOCUMENTS) ? null : required;
        referral.enclose(
                kind,
                Optional.ofNullable(kind)
                        .flatMap(wanted -> paper.newest(referral.patientId(), wanted))
                        .map(Document::id)
                        .orElse(null));
        referrals.save(referral);
        return paper.gaps(referral).isEmpty();
    }

    /** Asks clinicians to sign what would go out. Who answers for it does not sign it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void askForSignature(String id) {
        var referral = require(id);
        signOffs.request(new SignOffs.Request(
                SIGNED_AS,
                id,
                referral.reference(),
                referral.patientId(),
                referral.episodeId().orElse(null),
                referral.site(),
                referral.serviceLine(),
                referral.referrer(),
                Role.CLINICIAN,
                referral.urgent() ? "urgent" : null,
                null,
                id));
    }

    /** Tells whether what would go out now is what was signed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isSigned(String id) {
        return signOffs.signed(SIGNED_AS, id);
    }

    /** Tells whether a service has told something since a clinician decided, which that decision has not weighed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hasComeInSince(String id, Instant decided) {
        // As precise as the inbox keeps the time.
        var since = decided.truncatedTo(ChronoUnit.MILLIS);
        return news.waiting(id).stream().anyMatch(word -> !word.receivedAt().isBefore(since));
    }

    /**
     * Writes the letter as its service requires it and hands it over to be sent. Each sending goes out once, however often
     * this is tried.
     *
     * @return id of the letter
     * @throws IllegalStateException when what would go out is not what was signed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String send(String id) {
        var referral = lock(id);
        if (!isSigned(id)) {
            throw new IllegalStateException("What would go out of referral " + id + " is not what was signed.");
        }
        var service = directory.require(referral.service());
        var enclosed = new ArrayList<String>(paper.write(referral));
        referral.attachLetter(enclosed.get(0));
        referral.enclosure().ifPresent(enclosed::add);
        move(referral, ReferralEvent.SEND);
        return correspondence.send(new Intent(
                "referral-" + id + "-" + referral.sendings(),
                new Use("direct-care", service.recipient(), service.channel().code()),
                TEMPLATE,
                TEMPLATE_VERSION,
                new Intent.About(
                        referral.patientId(),
                        referral.episodeId().orElse(null),
                        referral.site(),
                        referral.serviceLine(),
                        referral.reference()),
                referral.service(),
                Map.of(
                        DataClass.CONTACT,
                        Map.of("service", service.name(), "referralReference", referral.reference()),
                        DataClass.CLINICAL,
                        Map.of("referralText", paper.text(referral).inWords())),
                enclosed,
                null,
                id));
    }

    /**
     * Notes what became of the letter, and returns the state that follows. Where another service has the referral, care
     * coordination asks that one to stop from the moment that the letter has arrived: until then the patient has nothing
     * else. Nobody asks the service at which it has arrived any more, should that have had it before.
     *
     * @param outcome code of what correspondence says, or a person who has found out
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public ReferralState delivered(String id, String outcome) {
        var referral = lock(id);
        var former = referral.otherHolder();
        move(referral, ARRIVED.contains(outcome) ? ReferralEvent.DELIVER : ReferralEvent.RETURN);
        if (referral.state() == ReferralState.DELIVERED) {
            letGoOn(referral);
            former.ifPresent(code -> askToStop(referral, code));
        }
        return referral.state();
    }

    /** The service that has it now is no former one, whatever somebody is about to tell it. */
    private void letGoOn(OutboundReferral referral) {
        pathways.correlate(HAS_IT_AGAIN, referral.getId(), ReferralVariables.FORMER_SERVICE, referral.presentService());
    }

    private void askToStop(OutboundReferral referral, String former) {
        pathways.start(
                STOP_FORMER,
                referral.getId(),
                Map.of(
                        ReferralVariables.PATIENT_ID.name(), referral.patientId(),
                        ReferralVariables.REFERENCE.name(), referral.reference(),
                        ReferralVariables.SITE.name(), referral.site(),
                        ReferralVariables.SERVICE_LINE.name(), referral.serviceLine(),
                        ReferralVariables.PRIORITY.name(), "routine",
                        ReferralVariables.URGENCY.name(), referral.urgent() ? "urgent" : "routine",
                        ReferralVariables.FORMER_SERVICE.name(), former));
    }

    /** Returns the patient's referrals, the newest first. Permission and audit are the caller's. */
    @Transactional(readOnly = true)
    public List<ReferralView> ofPatient(String patientId) {
        return referrals.ofPatient(patientId).stream()
                .map(referral -> new ReferralView(
                        referral.reference(),
                        // One that has ended outlives its service's place in the directory.
                        directory
                                .find(referral.presentService())
                                .map(ReceivingService::name)
                                .orElse(referral.presentService()),
                        referral.state().code(),
                        referral.stateSince(),
                        referral.endedAt().orElse(null)))
                .toList();
    }

    /** Returns where the referral stands. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ReferralState state(String id) {
        return require(id).state();
    }

    /** Tells whether a service has the referral or may have it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isHeld(String id) {
        return require(id).isHeld();
    }

    /** Returns when somebody asks if no word comes: after the time, counted from now or from the end of the appointment's day. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant deadline(String id, Duration within) {
        var referral = require(id);
        var now = clock.instant();
        var zone = calendar.site(referral.site()).zone();
        return referral.appointment()
                .filter(day -> referral.state() == ReferralState.SCHEDULED)
                .map(day -> day.plusDays(1).atStartOfDay(zone).toInstant())
                .filter(end -> end.isAfter(now))
                .orElse(now)
                .plus(within);
    }

    /**
     * Takes what a service tells.
     *
     * @param speaker code of the service; null when it is not known which one tells it
     * @param day of the appointment; null when it names none
     * @param asked whether a person has asked the service: that counts, whatever came before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Heard hear(String id, ReferralEvent news, @Nullable String speaker, @Nullable LocalDate day, boolean asked) {
        var referral = lock(id);
        var before = referral.state();
        Verdict verdict;
        if (asked) {
            referral.confirm(news, day, clock.instant());
            verdict = Verdict.MOVED;
        } else {
            verdict = referral.hear(news, speaker, day, clock.instant());
        }
        if (verdict == Verdict.MOVED) {
            save(referral, before);
            if (referral.isHeld()) {
                letGoOn(referral);
            }
        }
        return new Heard(verdict, referral.state(), referral.service());
    }

    /** What became of a word, where the referral stands, and at which service. */
    public record Heard(Verdict verdict, ReferralState state, String service) {}

    /**
     * Cancels the referral where there is something to cancel: what was rejected or has taken place stays what it is. A letter
     * that has not left is called back.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public ReferralState cancel(String id) {
        var referral = lock(id);
        signOffs.of(SIGNED_AS, id).forEach(signOff -> signOffs.withdraw(signOff.id()));
        correspondence.withdraw(id);
        if (ReferralEvent.CANCEL.canHappenIn(referral.state())) {
            move(referral, ReferralEvent.CANCEL);
        }
        return referral.state();
    }

    /**
     * Closes the referral.
     *
     * @param clinician user id of who told the patient
     * @throws AccessRefusedException when that person has no clinical role
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public ReferralState close(String id, String clinician) {
        var clinical = staff.find(clinician).stream()
                .flatMap(person -> person.roles().stream())
                .anyMatch(Role::isClinical);
        if (!clinical) {
            throw new AccessRefusedException("Only a clinician closes a referral.");
        }
        var referral = lock(id);
        var before = referral.state();
        referral.close(clinician, clock.instant());
        save(referral, before);
        return referral.state();
    }

    private void move(OutboundReferral referral, ReferralEvent event) {
        var before = referral.state();
        referral.happen(event, clock.instant());
        save(referral, before);
    }

    private void save(OutboundReferral referral, ReferralState before) {
        referrals.save(referral);
        audit.record(AuditEvent.of(
                        Kind.REFERRAL_MOVED, referral.patientId(), referral.getId(), "referral:" + referral.reference())
                .with("from=" + before.code() + ",to=" + referral.state().code()));
    }

    private String known(String service) {
        directory.require(service);
        return service;
    }

    private OutboundReferral lock(String id) {
        return referrals.lock(id).orElseThrow(ReferralNotFoundException::new);
    }

    private OutboundReferral require(String id) {
        return referrals.findById(id).orElseThrow(ReferralNotFoundException::new);
    }
}
