package care.handrail.episodes.steps;

import static care.handrail.episodes.EpisodeVariables.APPROVER_AVAILABLE;
import static care.handrail.episodes.EpisodeVariables.PLAN_AUTHOR;
import static care.handrail.episodes.EpisodeVariables.SUMMARY_AUTHOR;

import care.handrail.access.Role;
import care.handrail.access.StaffDirectory;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Tells whether there is a clinician who can approve what another one wrote: nobody approves their own work. */
@Component
class LookForApprover implements Step {

    private final StaffDirectory staff;

    LookForApprover(StaffDirectory staff) {
        this.staff = staff;
    }

    @Override
    public void run(StepContext context) {
        var author = context.get(PLAN_AUTHOR).orElseGet(() -> context.require(SUMMARY_AUTHOR));
        var another = staff.members(Role.CLINICIAN).stream().anyMatch(clinician -> !clinician.equals(author));
        context.set(APPROVER_AVAILABLE, another);
    }
}
