package care.handrail.access.web;

import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import org.springframework.stereotype.Component;

/** Records who signed in and whose sign-in was refused. */
@Component
class SignInTrail {

    private final Audit audit;
    private final StaffDirectory directory;

    SignInTrail(Audit audit, StaffDirectory directory) {
        this.audit = audit;
        this.directory = directory;
    }

    void signedIn(String userId) {
        audit.record(AuditEvent.of(AuditEvent.Kind.SIGNED_IN, null, null, "user:" + userId));
    }

    /** Records the account that was tried. What is no account is not kept: people type passwords into that box. */
    void refused(String userId) {
        var account = directory.find(userId).isPresent() ? userId : "unknown";
        audit.refuse(AuditEvent.of(AuditEvent.Kind.SIGN_IN_REFUSED, null, null, "user:" + account));
    }
}
