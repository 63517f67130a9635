package care.handrail.access.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.Action;
import care.handrail.access.CareRelationship;
import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareTeams;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Subject;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets compliance review who was on whose care team, and why. Patients are told by their opaque ids. */
@RestController
@RequestMapping("/api/access-review")
@Tag(name = "Access review")
class AccessReviewController {

    /** How many relationships one page holds. */
    private static final int PAGE = 200;

    /** A draft is quickly kept, so it does not show that somebody worked. */
    private static final Set<End> RELEASED = EnumSet.of(End.RELEASED_WITHOUT_WORK, End.RELEASED);

    private final CareTeams careTeams;
    private final Permissions permissions;
    private final Audit audit;

    AccessReviewController(CareTeams careTeams, Permissions permissions, Audit audit) {
        this.careTeams = careTeams;
        this.permissions = permissions;
        this.audit = audit;
    }

    /** A care relationship in the codes that {@code docs/security.md} explains. */
    record Reviewed(
            String id,
            String person,
            String patient,
            @Nullable String episode,
            String reason,
            String source,
            Instant startedAt,
            @Nullable Instant endsAt,
            @Nullable Instant endedAt,
            @Nullable String end) {

        static Reviewed of(CareRelationship one) {
            return new Reviewed(
                    one.id(),
                    one.userId(),
                    one.patientId(),
                    one.episodeId(),
                    one.reason().code(),
                    one.source(),
                    one.startedAt(),
                    one.endsAt(),
                    one.endedAt(),
                    one.end() == null ? null : one.end().code());
        }
    }

    @Operation(
            summary = "Look at claims that were released",
            description = "Whoever opened a patient's form by claiming its work item and gave it back, without keeping"
                    + " anything or with a draft as the end says, the latest first, " + PAGE
                    + " at a time. The review is recorded. Permission:"
                    + " compliance.")
    @ApiResponse(responseCode = "200", description = "The relationships that ended so.")
    @GetMapping("/released")
    List<Reviewed> released(@RequestParam(defaultValue = "0") int first) {
        return reviewed("released", () -> careTeams.ended(RELEASED, Math.max(0, first), PAGE));
    }

    @Operation(
            summary = "Look at the care relationships of a person",
            description = "Whom the person treats or treated, and why, the latest first, " + PAGE + " at a time. The"
                    + " review is recorded. Permission: compliance.")
    @ApiResponse(responseCode = "200", description = "The relationships; none for an unknown person.")
    @GetMapping("/people/{userId}")
    List<Reviewed> ofPerson(@PathVariable String userId, @RequestParam(defaultValue = "0") int first) {
        return reviewed("user:" + userId, () -> careTeams.of(userId, Math.max(0, first), PAGE));
    }

    private List<Reviewed> reviewed(String what, Supplier<List<CareRelationship>> relationships) {
        var act = AuditEvent.of(Kind.CARE_TEAMS_REVIEWED, null, null, "care-teams")
                .with(what);
        if (CurrentStaff.get()
                .filter(person -> permissions.may(person, Action.VIEW, DataClass.AUDIT_TRAIL, Subject.none()))
                .isEmpty()) {
            audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, "verb:" + Kind.CARE_TEAMS_REVIEWED.name()));
            throw new AccessRefusedException("Only compliance reviews who was on whose care team.");
        }
        audit.record(act);
        return relationships.get().stream().map(Reviewed::of).toList();
    }
}
