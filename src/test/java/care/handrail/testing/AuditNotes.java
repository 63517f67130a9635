package care.handrail.testing;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit trail that a test can read, for parts that are tested without a database. */
public final class AuditNotes implements Audit {

    public final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void record(AuditEvent event) {
        events.add(event);
    }

    @Override
    public void refuse(AuditEvent event) {
        events.add(event.refused());
    }
}
