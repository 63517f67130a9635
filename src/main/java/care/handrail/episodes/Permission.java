package care.handrail.episodes;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.episodes.store.Episode;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** Asks for a role before a verb of this room, and records each refusal. */
@Component
class Permission {

    private final Audit audit;

    Permission(Audit audit) {
        this.audit = audit;
    }

    /** Returns the signed-in person. Fails when nobody is signed in. */
    Staff signedIn() {
        return CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
    }

    /** Fails with the sentence unless the signed-in person has one of the roles. */
    Staff require(Kind act, String sentence, Role... anyOf) {
        var staff = signedIn();
        if (Arrays.stream(anyOf).noneMatch(staff::has)) {
            audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, "verb:" + act.name())
                    .refused());
            throw new AccessRefusedException(sentence);
        }
        return staff;
    }

    /** Records that the person was refused. */
    void refused(Kind act, Episode episode) {
        audit.refuse(event(act, episode).refused());
    }

    static AuditEvent event(Kind kind, Episode episode) {
        return AuditEvent.of(kind, episode.patientId(), episode.getId(), "episode:" + episode.reference())
                .withVersion(episode.version().map(String::valueOf).orElse(null));
    }
}
