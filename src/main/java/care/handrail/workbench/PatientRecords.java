package care.handrail.workbench;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.EMAIL;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.NHS_NUMBER;
import static care.handrail.records.LetterFields.PHONE;
import static care.handrail.records.LetterFields.POSTCODE;
import static care.handrail.records.LetterFields.SURNAME;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.Action;
import care.handrail.access.CareRelationship;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Subject;
import care.handrail.access.Role;
import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.AuditEvent.Purpose;
import care.handrail.consent.StaffConsents;
import care.handrail.episodes.EpisodeView;
import care.handrail.episodes.Episodes;
import care.handrail.episodes.FollowOnActions;
import care.handrail.pathways.Wording;
import care.handrail.pathways.Wording.FormWords;
import care.handrail.patients.NhsNumber;
import care.handrail.patients.PatientNotFoundException;
import care.handrail.patients.Patients;
import care.handrail.records.Entry;
import care.handrail.records.Records;
import care.handrail.records.UnreadableRecordException;
import care.handrail.referrals.OutboundReferrals;
import care.handrail.signoffs.SignOffs;
import care.handrail.workbench.PatientRecord.Amendment;
import care.handrail.workbench.PatientRecord.Banner;
import care.handrail.workbench.PatientRecord.Encounter;
import care.handrail.workbench.PatientRecord.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows what is known of a patient to whoever may see it. */
@Service
public class PatientRecords {

    private static final Set<DataClass> PERSONAL =
            EnumSet.of(DataClass.IDENTITY, DataClass.CONTACT, DataClass.CLINICAL, DataClass.BILLING);

    private static final Set<DataClass> SHOWN = EnumSet.of(DataClass.OPERATIONAL, PERSONAL.toArray(DataClass[]::new));

    private static final List<String> CONTACT = List.of(
            PHONE,
            EMAIL,
            "addressLine1",
            "addressLine2",
            "town",
            "county",
            POSTCODE,
            "contactPreference",
            "accessNeeds",
            "contactName",
            "contactPhone",
            "contactRelation");

    private static final List<String> PAYER = List.of("payerKind", "payerName", "payerReference");

    private final Permissions permissions;
    private final CareTeams careTeams;
    private final StaffDirectory staff;
    private final Patients patients;
    private final Episodes episodes;
    private final FollowOnActions followOn;
    private final SignOffs signOffs;
    private final OutboundReferrals referrals;
    private final StaffConsents consents;
    private final Records records;
    private final Wording wording;
    private final Audit audit;

    PatientRecords(
            Permissions permissions,
            CareTeams careTeams,
            StaffDirectory staff,
            Patients patients,
            Episodes episodes,
            FollowOnActions followOn,
            SignOffs signOffs,
            OutboundReferrals referrals,
            StaffConsents consents,
            Records records,
            Wording wording,
            Audit audit) {
        this.permissions = permissions;
        this.careTeams = careTeams;
        this.staff = staff;
        this.patients = patients;
        this.episodes = episodes;
        this.followOn = followOn;
        this.signOffs = signOffs;
        this.referrals = referrals;
        this.consents = consents;
        this.records = records;
        this.wording = wording;
        this.audit = audit;
    }

    /**
     * Returns what the signed-in person may see of the patient. Permission: the matrix, class by class; a clinician who is
     * not on the care team is answered as if there were no such patient. Audited, a refusal too.
     *
     * @throws PatientNotFoundException when there is no such patient, or the person may see nothing of them
     * @throws UnreadableRecordException when any of it cannot be read
     */
    @Transactional
    public PatientRecord open(String patientId) {
        var person = CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
        boolean known = patients.exists(patientId);
        var may = permissions.ask(person, Action.VIEW, SHOWN, Subject.patient(patientId));
        if (!known || PERSONAL.stream().noneMatch(may::allows)) {
            // The trail is kept in clear, and anything can be typed as an id.
            audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, known ? patientId : null, null, "record"));
            throw new PatientNotFoundException(
                    "There is no such patient, or you are not on their care team. Look for the patient again.");
        }
        var basis = may.basis() == null
                ? Optional.<CareRelationship>empty()
                : careTeams.current(person.userId(), patientId);
        boolean emergency = basis.filter(relationship -> relationship.reason() == Reason.BREAK_GLASS)
                .isPresent();
        audit.record(AuditEvent.of(Kind.PATIENT_VIEWED, patientId, null, "record")
                .withBasis(may.basis())
                .withPurpose(emergency ? Purpose.ETREAT : Purpose.TREAT)
                .with(may.classes().stream().sorted().map(DataClass::code).collect(Collectors.joining(","))));
        return record(patientId, may.classes(), basis);
    }

    private PatientRecord record(String patientId, Set<DataClass> classes, Optional<CareRelationship> basis) {
        var entries = entries(patientId, classes);
        var words = new HashMap<String, FormWords>();
        entries.forEach(entry -> words.computeIfAbsent(entry.form(), wording::of));
        var newest = newest(entries);
        boolean operational = classes.contains(DataClass.OPERATIONAL);
        Map<String, EpisodeView> episodesById = operational ? episodes.ofPatient(patientId) : Map.of();
        return new PatientRecord(
                patientId,
                new Banner(
                        Stream.of(GIVEN_NAME, SURNAME)
                                .flatMap(key -> fact(newest, key, words).stream())
                                .map(Fact::value)
                                .collect(Collectors.joining(" ")),
                        fact(newest, DATE_OF_BIRTH, words).map(Fact::value).orElse(""),
                        fact(newest, NHS_NUMBER, words)
                                .flatMap(fact -> NhsNumber.of(fact.value()))
                                .map(NhsNumber::spaced)
                                .orElse(""),
                        basis.map(relationship -> relationship.reason().code()).orElse(null),
                        basis.map(CareRelationship::endsAt).orElse(null)),
                CONTACT.stream()
                        .flatMap(key -> fact(newest, key, words).stream())
                        .toList(),
                PAYER.stream().flatMap(key -> fact(newest, key, words).stream()).toList(),
                classes.contains(DataClass.CONTACT) ? consents.view(patientId).standing() : List.of(),
                patients.samePerson(patientId).stream()
                        .filter(other -> !other.equals(patientId))
                        .sorted()
                        .toList(),
                List.copyOf(episodesById.values()),
                operational ? followOn.ofPatient(patientId) : List.of(),
                operational ? signOffs.ofPatient(patientId) : List.of(),
                operational ? referrals.ofPatient(patientId) : List.of(),
                encounters(entries, words, episodesById));
    }

    private List<Entry> entries(String patientId, Set<DataClass> classes) {
        try {
            return records.everythingOf(patientId, classes);
        } catch (UnreadableRecordException e) {
            audit.refuse(AuditEvent.of(Kind.RECORD_UNREADABLE, patientId, null, "record"));
            throw e;
        }
    }

    /** Returns the entry with the newest value of each field; what was amended counts as it is now. */
    private static Map<String, Entry> newest(List<Entry> newestFirst) {
        var seen = new HashSet<String>();
        var newest = new HashMap<String, Entry>();
        for (var entry : newestFirst) {
            if (seen.add(entry.id())) {
                entry.values().keySet().forEach(key -> newest.putIfAbsent(key, entry));
            }
        }
        return newest;
    }

    private static Optional<Fact> fact(Map<String, Entry> newest, String key, Map<String, FormWords> words) {
        return Optional.ofNullable(newest.get(key)).flatMap(entry -> fact(entry, key, words));
    }

    /** Returns what the entry says in the field; empty when it says that there is nothing. */
    private static Optional<Fact> fact(Entry entry, String key, Map<String, FormWords> words) {
        var form = Objects.requireNonNull(words.get(entry.form()));
        return Optional.ofNullable(entry.values().get(key))
                .map(value -> new Fact(form.label(key), form.value(key, value)))
                .filter(fact -> !fact.value().isBlank());
    }

    /** One form of one work item is one encounter, however many classes of data it asked for. */
    private List<Encounter> encounters(
            List<Entry> newestFirst, Map<String, FormWords> words, Map<String, EpisodeView> episodesById) {
        var byForm = new LinkedHashMap<String, List<Entry>>();
        newestFirst.forEach(
                entry -> byForm.computeIfAbsent(entry.workItemId() + " " + entry.form(), key -> new ArrayList<>())
                        .add(entry));
        var roles = new HashMap<String, List<String>>();
        return byForm.values().stream()
                .map(versions -> {
                    // The first version of an entry tells who recorded it, and when.
                    var first = versions.get(versions.size() - 1);
                    var episode = episodesById.get(first.episodeId());
                    return new Encounter(
                            first.form(),
                            first.author(),
                            roles.computeIfAbsent(first.author(), this::rolesOf),
                            first.recordedAt(),
                            episode == null ? "" : episode.reference(),
                            facts(versions, words),
                            amendments(versions, words));
                })
                .toList();
    }

    /** Returns what the form says now, in its own order. */
    private static List<Fact> facts(List<Entry> versions, Map<String, FormWords> words) {
        var form = Objects.requireNonNull(words.get(versions.get(0).form()));
        var seen = new HashSet<String>();
        var entryByField = new TreeMap<String, Entry>(
                Comparator.comparingInt(form::place).thenComparing(Comparator.naturalOrder()));
        versions.stream()
                .filter(entry -> seen.add(entry.id()))
                .forEach(entry -> entry.values().keySet().forEach(key -> entryByField.put(key, entry)));
        return entryByField.entrySet().stream()
                .flatMap(field -> fact(field.getValue(), field.getKey(), words).stream())
                .toList();
    }

    private static List<Amendment> amendments(List<Entry> versions, Map<String, FormWords> words) {
        var amendments = new ArrayList<Amendment>();
        for (var entry : versions) {
            var reason = entry.reason();
            if (reason != null) {
                var before = versions.stream()
                        .filter(other -> other.id().equals(entry.id()) && other.version() == entry.version() - 1)
                        .findFirst()
                        .orElseThrow();
                amendments.add(
                        new Amendment(entry.author(), entry.recordedAt(), reason, changed(before, entry, words)));
            }
        }
        return amendments;
    }

    private static List<Fact> changed(Entry before, Entry after, Map<String, FormWords> words) {
        var form = Objects.requireNonNull(words.get(after.form()));
        return after.values().keySet().stream()
                .filter(key ->
                        !Objects.equals(before.values().get(key), after.values().get(key)))
                .map(key -> fact(before, key, words).orElseGet(() -> new Fact(form.label(key), "nothing")))
                .toList();
    }

    private List<String> rolesOf(String userId) {
        return staff.find(userId)
                .map(person -> person.roles().stream().map(Role::label).sorted().toList())
                .orElse(List.of());
    }
}
