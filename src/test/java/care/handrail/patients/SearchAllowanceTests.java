package care.handrail.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.AuditEvent.Outcome;
import care.handrail.testing.AuditNotes;
import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;

class SearchAllowanceTests {

    private final AuditNotes audit = new AuditNotes();
    private long now;
    private final SearchAllowance allowance = new SearchAllowance(audit, new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void holdsBackWhoeverReadsTheClinicThroughTheSearchAndRecordsThat() {
        for (int i = 0; i < SearchAllowance.AT_ONCE; i++) {
            allowance.use("reception");
        }
        assertThat(audit.events).isEmpty();
        assertThatThrownBy(() -> allowance.use("reception")).isInstanceOf(SearchUsedUpException.class);
        assertThat(audit.events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.ACCESS_REFUSED);
            assertThat(event.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(event.detail()).isEqualTo("too-many");
        });

        allowance.use("coordinator");
        now += SearchAllowance.ONE_MORE_EVERY.toNanos();
        allowance.use("reception");
        assertThatThrownBy(() -> allowance.use("reception")).isInstanceOf(SearchUsedUpException.class);
    }
}
