package care.handrail.incidents;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.pathways.Pathways;
import care.handrail.records.KeepsRecord;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps the record while somebody has yet to find whether it was rightly opened: the reason lies in it. */
@Component
class ReviewsKeepRecord implements KeepsRecord {

    private final CareTeams careTeams;
    private final Pathways pathways;

    ReviewsKeepRecord(CareTeams careTeams, Pathways pathways) {
        this.careTeams = careTeams;
        this.pathways = pathways;
    }

    @Override
    public Optional<String> whyKept(String patientId) {
        return careTeams.sources(patientId, Reason.BREAK_GLASS).stream()
                        .anyMatch(review -> !pathways.openSteps(review).isEmpty())
                ? Optional.of(
                        "A break-glass access to the record is still being reviewed, and the reason for it is kept"
                                + " there.")
                : Optional.empty();
    }
}
