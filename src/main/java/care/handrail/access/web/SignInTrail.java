package care.handrail.access.web;

import care.handrail.access.StaffDirectory;
import care.handrail.access.store.KnownAddresses;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import org.springframework.stereotype.Component;

/** Records who signed in and out, and whose sign-in was refused. */
@Component
class SignInTrail {

    private final Audit audit;
    private final StaffDirectory directory;
    private final KnownAddresses known;

    SignInTrail(Audit audit, StaffDirectory directory, KnownAddresses known) {
        this.audit = audit;
        this.directory = directory;
        this.known = known;
    }

    /** Records that somebody has signed in, and remembers from where. */
    void signedIn(String userId, String address) {
        audit.record(AuditEvent.of(AuditEvent.Kind.SIGNED_IN, null, null, "user:" + userId));
        known.add(userId, ClientAddress.network(address));
    }

    /** Records that the password was right and a passkey is due; one that never comes may mean a stolen password. */
    void passkeyAsked(String userId) {
        audit.record(AuditEvent.of(AuditEvent.Kind.PASSKEY_ASKED, null, null, "user:" + userId));
    }

    /** Records that the password was one that somebody else had set, and another one is due. */
    void passwordAsked(String userId) {
        audit.record(AuditEvent.of(AuditEvent.Kind.PASSWORD_ASKED, null, null, "user:" + userId));
    }

    void signedOut(String userId) {
        audit.record(AuditEvent.of(AuditEvent.Kind.SIGNED_OUT, null, null, "user:" + userId));
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
