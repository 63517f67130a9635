package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import care.handrail.access.AccountActs;
import care.handrail.access.ProviderAccounts;
import care.handrail.access.Role;
import care.handrail.access.SetPasswords;
import care.handrail.access.StaffSessions;
import care.handrail.testing.AuditNotes;
import care.handrail.testing.CareTeamNotes;
import care.handrail.testing.RoomDatabase;
import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A clinic begins with one person, who makes the second one alone, and nobody else. */
class FirstAdministratorAloneTests {

    private static final AccountActs ACTS =
            new AccountActs(new JdbcTemplate(RoomDatabase.h2("access/030-passwords-of-others")), Clock.systemUTC());

    private static final TestEngine CLINIC = new TestEngine(new AbstractProcessEnginePlugin() {
        @Override
        public void preInit(ProcessEngineConfigurationImpl engine) {
            engine.setIdentityProviderSessionFactory(new EngineSession(
                    DbIdentityServiceProvider.class,
                    () -> new StaffAccounts(
                            AuditNotes::new,
                            CareTeamNotes::new,
                            () -> mock(StaffSessions.class),
                            () -> mock(SetPasswords.class),
                            () -> ACTS,
                            () -> mock(ProviderAccounts.class))));
        }
    });

    private final IdentityService identity = CLINIC.engine().getIdentityService();

    @AfterAll
    static void close() {
        CLINIC.close();
    }

    @BeforeEach
    void beginWithOnePerson() {
        for (var role : List.of(Role.ADMINISTRATOR, Role.COMPLIANCE)) {
            identity.saveGroup(identity.newGroup(role.group()));
        }
        for (var person : List.of("admin", "second", "third")) {
            identity.saveUser(identity.newUser(person));
        }
        identity.createMembership("admin", Role.ADMINISTRATOR.group());
    }

    @Test
    void makesTheSecondPersonAndNobodyElseAlone() {
        giveAsAdmin("second", Role.COMPLIANCE);
        assertThat(members(Role.COMPLIANCE)).isEqualTo(1);
        assertThatThrownBy(() -> giveAsAdmin("third", Role.ADMINISTRATOR)).hasMessageContaining("Two people");

        // Whoever then takes the second person's role away is not the first again.
        identity.deleteMembership("second", Role.COMPLIANCE.group());
        assertThatThrownBy(() -> giveAsAdmin("third", Role.ADMINISTRATOR)).hasMessageContaining("Two people");
        assertThat(members(Role.ADMINISTRATOR)).isEqualTo(1);
    }

    private void giveAsAdmin(String userId, Role role) {
        CLINIC.as(
                "admin",
                () -> {
                    identity.createMembership(userId, role.group());
                    return userId;
                },
                Role.ADMINISTRATOR);
    }

    private long members(Role role) {
        return identity.createUserQuery().memberOfGroup(role.group()).count();
    }
}
