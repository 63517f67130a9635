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

    void refused(String userId) {
        audit.refuse(attempt(AuditEvent.Kind.SIGN_IN_REFUSED, userId));
    }

    /** Records that passwords were not looked at, because too many were wrong. */
    void heldBack(String userId) {
        audit.refuse(attempt(AuditEvent.Kind.SIGN_IN_HELD_BACK, userId));
    }

    /** Names the account that was tried. What is no account is not kept: people type passwords into that box. */
    private AuditEvent attempt(AuditEvent.Kind kind, String userId) {
        var account = directory.find(userId).isPresent() ? userId : "unknown";
        return AuditEvent.of(kind, null, null, "user:" + account);
    }
}
