package care.handrail.access.web;

import care.handrail.access.AccountAct;
import care.handrail.access.AccountChanges;
import care.handrail.access.StaffDirectory;
import care.handrail.access.StaffSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes the account in the staff directory, and the tables of passkeys and sessions. */
@Component
class StoredAccountChanges implements AccountChanges {

    private final StaffDirectory directory;
    private final Passkeys passkeys;
    private final StaffSessions sessions;

    StoredAccountChanges(StaffDirectory directory, Passkeys passkeys, StaffSessions sessions) {
        this.directory = directory;
        this.passkeys = passkeys;
        this.sessions = sessions;
    }

    @Override
    public @Nullable String carryOut(AccountAct act, String userId, String by, @Nullable String confirmedBy) {
        switch (act) {
            case SET_PASSWORD:
                return directory.setPassword(userId, by, confirmedBy);
            case REMOVE_PASSKEYS:
                passkeys.reset(userId);
                sessions.endAll(userId);
                return null;
            default:
                directory.giveRole(userId, act.role().orElseThrow());
                return null;
        }
    }
}
