package care.handrail.correspondence;

import care.handrail.consent.Consents;
import care.handrail.consent.Consents.Part;
import care.handrail.consent.Consents.Said;
import care.handrail.consent.ConsentsOn;
import care.handrail.consent.Performer;
import care.handrail.consent.Purposes;
import care.handrail.consent.Use;
import care.handrail.correspondence.Composer.CannotComposeException;
import care.handrail.correspondence.Intent.About;
import care.handrail.correspondence.store.Dispatch;
import care.handrail.correspondence.store.Dispatch.Order;
import care.handrail.correspondence.store.DispatchTable;
import care.handrail.correspondence.store.OutageTable;
import care.handrail.pathways.InboundMessage;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways;
import care.handrail.patients.Patients;
import care.handrail.records.Documents;
import care.handrail.records.Records;
import care.handrail.shared.Ids;
import care.handrail.testing.AuditNotes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The real sender on a database, with patients who are made up and without the clinic around it. */
final class PostOffice {

    /** What the database must hold. */
    static final String[] CHANGELOGS = {
        "consent/001-consents",
        "correspondence/001-dispatch",
        "correspondence/002-outages-and-returns",
        "correspondence/003-asked-fate",
        "correspondence/004-who-waits",
        "correspondence/005-letters-shown"
    };

    private static final Map<String, Object> SAID = Map.of(
            "appointmentWhen", "Monday at nine",
            "appointmentWhere", "North clinic",
            "clinicPhone", "01632 960000");

    final DispatchTable table;
    final Sender sender;
    final AuditNotes audit = new AuditNotes();
    final JdbcTemplate rows;

    /** What differs from what is recorded of everybody, for example no e-mail address. */
    final Map<String, Object> recorded = new HashMap<>();

    /** Business keys of the processes that were started. */
    final List<String> started = new ArrayList<>();

    /** What was told to processes that wait. */
    final List<InboundMessage> told = new ArrayList<>();

    final Correspondence correspondence;

    private final Composer composer;
    private final Consents consents;
    private final Clock clock;

    PostOffice(DataSource database, Clock clock, List<Carrier> carriers) {
        this.clock = clock;
        rows = new JdbcTemplate(database);
        table = new DispatchTable(rows);
        var patients = only(Patients.class, "samePerson", arguments -> Set.of((String) arguments[0]));
        var records = only(Records.class, "identityOf", arguments -> identity((String) arguments[0]));
        var letters = only(
                LetterStore.class,
                "latest",
                arguments -> {
                    var values = new HashMap<>(SAID);
                    values.keySet().retainAll((Set<?>) arguments[2]);
                    return values;
                },
                "write");
        consents = ConsentsOn.database(rows, patients, records, audit, clock);
        Templates templates;
        try {
            templates = new CorrespondenceConfiguration().templates(ChannelRules.shipped(), Purposes.shipped());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        composer = new Composer(templates, letters, records, only(Documents.class, "find", id -> null), List.of());
        sender = new Sender(
                table,
                composer,
                consents,
                letters,
                carriers,
                new OutageTable(rows),
                audit,
                clock,
                new JdbcTransactionManager(database));
        correspondence = new Correspondence(
                table,
                templates,
                ChannelRules.shipped(),
                sender,
                composer,
                letters,
                patients,
                only(
                        Pathways.class,
                        "start",
                        arguments -> {
                            started.add((String) arguments[1]);
                            return arguments[1];
                        },
                        "correlate"),
                only(Inbox.class, "post", arguments -> {
                    told.add((InboundMessage) arguments[0]);
                    return null;
                }),
                audit,
                clock);
    }

    /** Asks for a reminder to somebody new, and returns its id, which is the patient's and that of the process too. */
    String ask(String channel, @Nullable Instant sendBefore) {
        var id = Ids.next();
        table.add(new Dispatch(new Order(
                id,
                "reminder-" + id,
                new Use("reminders", "patient", channel),
                "AppointmentReminder",
                1,
                new About(id, null, "north", "general-practice", "K7QM-2XWD"),
                null,
                List.of(),
                sendBefore,
                id,
                clock.instant())));
        return id;
    }

    /** Returns where the patient with the id gets their e-mail. */
    static String addressOf(String id) {
        return "p" + id + "@patients.example.org";
    }

    DispatchState state(String id) {
        return table.find(id).orElseThrow().state();
    }

    @Nullable
    String problem(String id) {
        return table.find(id).orElseThrow().problem();
    }

    /** Shows the letter to whoever prints it, and returns whether it was shown otherwise before. */
    boolean show(String id) throws CannotComposeException {
        var letter = composer.compose(table.find(id).orElseThrow(), "letter");
        return table.shown(id, letter.hash());
    }

    /** Has the patient say that they want no reminders. */
    void refuseReminders(String id) {
        consents.deny(id, null, new Part("reminders", null, null), new Said(Performer.PATIENT, null, "telephone"));
    }

    private Map<String, Object> identity(String id) {
        var identity = new HashMap<String, Object>(Map.of(
                "givenName", "Ottoline",
                "surname", "Quarrie",
                "dateOfBirth", "1951-07-04",
                "email", addressOf(id),
                "phone", "07700 900123",
                "addressLine1", "12 Made-up Lane",
                "town", "Nowhere"));
        identity.putAll(recorded);
        return identity;
    }

    /** Returns something of the type that can do one thing, and lets the others that are named pass. */
    @SuppressWarnings("unchecked")
    private static <T> T only(Class<T> type, String method, Function<Object[], Object> answer, String... ignored) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
            if (called.getName().equals(method)) {
                return answer.apply(arguments);
            }
            if (List.of(ignored).contains(called.getName())) {
                return called.getReturnType() == boolean.class ? true : null;
            }
            throw new UnsupportedOperationException(called.getName());
        });
    }
}
