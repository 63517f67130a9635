package care.handrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.Permissions.Subject;
import care.handrail.testing.CareTeamNotes;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionsTests {

    private static final Set<DataClass> ALL = EnumSet.allOf(DataClass.class);
    private static final Subject PATIENT = Subject.patient("patient-1");

    private final CareTeamNotes teams = new CareTeamNotes();
    private final Permissions permissions = new Permissions(teams);

    @Test
    void cliniciansSeeThePatientsWhomTheyTreat() {
        var clinician = new Staff("carla", Set.of(Role.CLINICIAN));
        var before = permissions.ask(clinician, Action.VIEW, ALL, PATIENT);
        assertThat(before.classes()).containsOnly(DataClass.MINIMAL_IDENTITY);
        assertThat(before.outsideOfTeam())
                .containsOnly(DataClass.OPERATIONAL, DataClass.IDENTITY, DataClass.CONTACT, DataClass.CLINICAL);

        var id = teams.begin("patient-1", "carla", Reason.CLAIMED, "item-1", "episode-1", null);
        var claimed = permissions.ask(clinician, Action.VIEW, ALL, PATIENT);
        assertThat(claimed.classes())
                .containsOnly(
                        DataClass.OPERATIONAL,
                        DataClass.MINIMAL_IDENTITY,
                        DataClass.IDENTITY,
                        DataClass.CONTACT,
                        DataClass.CLINICAL);
        assertThat(claimed.basis()).isEqualTo(id);

        teams.end("carla", "item-1", End.RELEASED_WITHOUT_WORK);
        assertThat(permissions.ask(clinician, Action.VIEW, ALL, PATIENT)).isEqualTo(before);
    }

    @Test
    void beingOnTheTeamOpensNoMoreThanTheRoleDoes() {
        var receptionist = new Staff("rita", Set.of(Role.RECEPTION));
        teams.begin("patient-1", "rita", Reason.CLAIMED, "item-1", "episode-1", null);

        assertThat(permissions.may(receptionist, Action.VIEW, DataClass.CLINICAL, PATIENT))
                .isFalse();
        assertThat(permissions.may(receptionist, Action.CREATE, DataClass.CLINICAL, PATIENT))
                .isTrue();
    }

    @Test
    void asksForNoCareRelationshipWhereTheRoleIsEnough() {
        var receptionist = new Staff("rita", Set.of(Role.RECEPTION));
        teams.begin("patient-1", "rita", Reason.CLAIMED, "item-1", "episode-1", null);

        assertThat(permissions
                        .ask(receptionist, Action.VIEW, Set.of(DataClass.CONTACT), PATIENT)
                        .basis())
                .isNull();
    }

    @Test
    void aQueueOpensTheEnvelopeOfItsWorkAndNothingElse() {
        var nurse = new Staff("nora", Set.of(Role.NURSING));

        assertThat(permissions
                        .ask(nurse, Action.VIEW, ALL, Subject.inQueue("patient-1"))
                        .classes())
                .containsOnly(DataClass.OPERATIONAL, DataClass.MINIMAL_IDENTITY);
    }

    @Test
    void theWidestOfSeveralRolesCounts() {
        var both = new Staff("bea", Set.of(Role.NURSING, Role.PRACTICE_MANAGER));

        assertThat(permissions.may(both, Action.VIEW, DataClass.OPERATIONAL, PATIENT))
                .isTrue();
        assertThat(permissions.may(both, Action.VIEW, DataClass.CLINICAL, PATIENT))
                .isFalse();
    }

    @Test
    void whoHasNoRoleMayNothing() {
        teams.begin("patient-1", "left", Reason.CLAIMED, "item-1", "episode-1", null);
        for (var action : Action.values()) {
            assertThat(permissions
                            .ask(new Staff("left", Set.of()), action, ALL, Subject.inQueue("patient-1"))
                            .classes())
                    .isEmpty();
        }
    }
}
