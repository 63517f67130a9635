package care.handrail.pathways.engine;

import care.handrail.access.AccountActs;
import care.handrail.access.CareTeams;
import care.handrail.access.ProviderAccounts;
import care.handrail.access.SetPasswords;
import care.handrail.access.StaffSessions;
import care.handrail.audit.Audit;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Closes what the engine leaves open by default. */
@Component
class EngineSecurity extends AbstractProcessEnginePlugin {

    /** The longest list that one request may ask for. */
    static final int LONGEST_LIST = 2_000;

    private final ObjectProvider<Audit> audit;
    private final ObjectProvider<CareTeams> careTeams;
    private final ObjectProvider<StaffSessions> sessions;
    private final ObjectProvider<SetPasswords> setPasswords;
    private final ObjectProvider<AccountActs> acts;
    private final ObjectProvider<ProviderAccounts> providers;
    private final int passwordStrength;

    EngineSecurity(
            ObjectProvider<Audit> audit,
            ObjectProvider<CareTeams> careTeams,
            ObjectProvider<StaffSessions> sessions,
            ObjectProvider<SetPasswords> setPasswords,
            ObjectProvider<AccountActs> acts,
            ObjectProvider<ProviderAccounts> providers,
            @Value("${handrail.sign-in.password-strength:12}") int passwordStrength) {
        this.audit = audit;
        this.careTeams = careTeams;
        this.sessions = sessions;
        this.setPasswords = setPasswords;
        this.acts = acts;
        this.providers = providers;
        this.passwordStrength = passwordStrength;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setAuthorizationEnabled(true);
        engine.setAuthorizationCheckRevokes("never");
        engine.setEnforceSpecificVariablePermission(true);
        engine.setResourceAuthorizationProvider(NoAuthorizationPerResource.provider());
        engine.setStandaloneTasksEnabled(false);
        engine.setTenantCheckEnabled(false);
        // A row for each claim with a hash of who claimed, for the engine's licence: nobody here reads it.
        engine.setTaskMetricsEnabled(false);
        engine.setCommandCheckers(List.of(new WorkItemChecks()));
        engine.setTaskService(new WorkItemService());
        engine.setFilterService(new PersonalFilters());
        EngineSession.add(engine, new EngineSession(AuthorizationManager.class, OwnWorkOnly::new));
        EngineSession.add(engine, new EngineSession(VariableInstanceManager.class, CardVariables::new));

        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExpressionsInStoredQueries(false);
        engine.setQueryMaxResultsLimit(LONGEST_LIST);
        engine.setDeserializationTypeValidationEnabled(true);

        engine.setIdentityProviderSessionFactory(new EngineSession(
                DbIdentityServiceProvider.class,
                () -> new StaffAccounts(
                        audit::getObject,
                        careTeams::getObject,
                        sessions::getObject,
                        setPasswords::getObject,
                        acts::getObject,
                        providers::getObject)));
        engine.setPasswordEncryptor(new BcryptPasswords(passwordStrength));
        engine.setEnablePasswordPolicy(true);
        engine.setPasswordPolicy(new StaffPasswordPolicy());
        engine.setUserResourceWhitelistPattern("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");
        engine.setGroupResourceWhitelistPattern("[a-z][A-Za-z0-9._-]{0,63}");
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        // The engine lets members of these groups pass every check; here nobody does.
        engine.getAdminGroups().clear();
        engine.getAdminUsers().clear();
    }
}
