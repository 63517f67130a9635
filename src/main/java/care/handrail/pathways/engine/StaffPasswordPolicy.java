package care.handrail.pathways.engine;

import care.handrail.access.Passwords;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;

/** Holds the passwords of accounts that are opened or changed in Admin to the clinic's rule. */
class StaffPasswordPolicy implements PasswordPolicy, PasswordPolicyRule {

    @Override
    public List<PasswordPolicyRule> getRules() {
        return List.of(this);
    }

    /** Admin looks this up among its words, and shows it as it stands when it finds none. */
    @Override
    public String getPlaceholder() {
        return Passwords.RULE;
    }

    @Override
    public Map<String, String> getParameters() {
        return Map.of();
    }

    @Override
    public boolean execute(String password) {
        return Passwords.keepsRule(password, "");
    }

    @Override
    public boolean execute(String password, @Nullable User user) {
        return Passwords.keepsRule(password, user == null || user.getId() == null ? "" : user.getId());
    }
}
