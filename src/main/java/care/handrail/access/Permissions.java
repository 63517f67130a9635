package care.handrail.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one question that every room asks before it gives out or takes in data of a patient: may this person do this, to
 * this class of data, of this patient?
 *
 * <p>Audit is the caller's, which knows what was asked for.
 */
@Component
public class Permissions {

    private final PermissionMatrix matrix = PermissionMatrix.shipped();
    private final CareTeams careTeams;

    public Permissions(CareTeams careTeams) {
        this.careTeams = careTeams;
    }

    /**
     * Whose data it is.
     *
     * @param patientId opaque id; null when the data is of no single patient
     * @param inQueue whether the caller found a work item of the patient in the person's own queue
     */
    public record Subject(@Nullable String patientId, boolean inQueue) {

        public static Subject patient(String patientId) {
            return new Subject(patientId, false);
        }

        public static Subject inQueue(@Nullable String patientId) {
            return new Subject(patientId, true);
        }

        public static Subject none() {
            return new Subject(null, false);
        }
    }

    /**
     * The answer.
     *
     * @param classes those of the classes that were asked for that are allowed
     * @param outsideOfTeam those that a role of the person would open, if the person were on the care team
     * @param basis id of the care relationship; null when the role alone was enough
     */
    public record Permitted(
            Set<DataClass> classes,
            Set<DataClass> outsideOfTeam,
            @Nullable String basis) {

        public boolean allows(DataClass dataClass) {
            return classes.contains(dataClass);
        }
    }

    /** Returns for which of the classes the person may do it. One statement at most, and none when the role is enough. */
    public Permitted ask(Staff person, Action action, Collection<DataClass> classes, Subject subject) {
        var allowed = EnumSet.noneOf(DataClass.class);
        var ofTeam = EnumSet.noneOf(DataClass.class);
        for (var dataClass : classes) {
            widest(person, dataClass, action).ifPresent(reach -> {
                boolean byRole = reach == Reach.ANY || reach == Reach.QUEUE && subject.inQueue();
                (byRole ? allowed : ofTeam).add(dataClass);
            });
        }
        if (ofTeam.isEmpty() || subject.patientId() == null) {
            return new Permitted(allowed, ofTeam, null);
        }
        return careTeams
                .current(person.userId(), subject.patientId())
                .map(relationship -> {
                    allowed.addAll(ofTeam);
                    return new Permitted(allowed, EnumSet.noneOf(DataClass.class), relationship.id());
                })
                .orElseGet(() -> new Permitted(allowed, ofTeam, null));
    }

    /** Tells whether the person may do it to data of the class. */
    public boolean may(Staff person, Action action, DataClass dataClass, Subject subject) {
        return ask(person, action, Set.of(dataClass), subject).allows(dataClass);
    }

    private Optional<Reach> widest(Staff person, DataClass dataClass, Action action) {
        return person.roles().stream()
                .flatMap(role -> matrix.reach(role, dataClass, action).stream())
                .min(Reach::compareTo);
    }
}
