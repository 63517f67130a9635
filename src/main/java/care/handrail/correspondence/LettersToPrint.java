package care.handrail.correspondence;

import care.handrail.access.Action;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Subject;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.correspondence.Carrier.Attachment;
import care.handrail.correspondence.Composer.CannotComposeException;
import care.handrail.correspondence.store.Dispatch;
import care.handrail.correspondence.store.DispatchTable;
import care.handrail.pathways.WorkItems;
import care.handrail.pathways.WorkItems.WorkItem;
import care.handrail.shared.WorkingCalendar;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The letters whose printing somebody has claimed, as they go into the envelope. */
@Service
public class LettersToPrint {

    private static final Set<String> PRINTING = Set.of("Task_PrintLetter", "Task_PrintClinicalLetter");

    private final WorkItems workItems;
    private final DispatchTable table;
    private final Composer composer;
    private final Permissions permissions;
    private final WorkingCalendar calendar;
    private final Audit audit;
    private final Clock clock;

    LettersToPrint(
            WorkItems workItems,
            DispatchTable table,
            Composer composer,
            Permissions permissions,
            WorkingCalendar calendar,
            Audit audit,
            Clock clock) {
        this.workItems = workItems;
        this.table = table;
        this.composer = composer;
        this.permissions = permissions;
        this.calendar = calendar;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A letter.
     *
     * @param reference what staff read to each other
     * @param mark tells it from other letters with the reference
     * @param sender name of the site
     * @param enclosed names of the documents that go into the envelope with it
     * @param changed whether address or text were others when it was shown before
     */
    public record Sheet(
            String reference,
            String mark,
            String sender,
            List<String> envelope,
            LocalDate date,
            String text,
            List<String> enclosed,
            boolean changed) {

        /** Returns nothing of what it says, because it would end up in logs. */
        @Override
        public String toString() {
            return "Sheet[reference=" + reference + "]";
        }
    }

    /**
     * Returns the letters of the print work items that the signed-in person has claimed, the oldest first, and notes what each
     * said: only that can be posted. Permission: to view all classes of data that the letter tells something of. Each is
     * audited, and so is that there are none; one that the person may not see, or that cannot be put together any more, is
     * absent.
     */
    @Transactional
    public List<Sheet> mine() {
        var person = CurrentStaff.get();
        if (person.isEmpty()) {
            return List.of();
        }
        var claimed = workItems.mine("SendCorrespondence").stream()
                .filter(item -> PRINTING.contains(item.elementId()))
                .collect(Collectors.toMap(WorkItem::episodeId, item -> item));
        var sheets = table.lockAll(claimed.keySet()).stream()
                .filter(Dispatch::isToPrint)
                .flatMap(dispatch ->
                        sheet(person.get(), Objects.requireNonNull(claimed.get(dispatch.id())), dispatch).stream())
                .toList();
        if (sheets.isEmpty()) {
            audit.record(AuditEvent.of(Kind.FORM_VIEWED, null, null, "letters"));
        }
        return sheets;
    }

    private Optional<Sheet> sheet(Staff person, WorkItem item, Dispatch dispatch) {
        var about = dispatch.order().about();
        try {
            var letter = composer.compose(dispatch, dispatch.channel());
            var classes = EnumSet.of(DataClass.CONTACT);
            classes.addAll(letter.classes());
            var permitted = permissions.ask(person, Action.VIEW, classes, Subject.inQueue(about.patientId()));
            var viewed = AuditEvent.of(
                            Kind.FORM_VIEWED, about.patientId(), about.episodeId(), "letter:" + dispatch.id())
                    .inWorkItem(item.id())
                    .with(classes.stream().map(DataClass::code).collect(Collectors.joining(",")))
                    .withBasis(permitted.basis());
            if (!permitted.classes().containsAll(classes)) {
                audit.refuse(viewed);
                return Optional.empty();
            }
            audit.record(viewed);
            return Optional.of(new Sheet(
                    about.reference(),
                    dispatch.mark(),
                    calendar.site(about.site()).name(),
                    letter.envelope().lines().toList(),
                    LocalDate.now(clock),
                    letter.text(),
                    letter.attachments().stream().map(Attachment::fileName).toList(),
                    table.shown(dispatch.id(), letter.hash())));
        } catch (CannotComposeException e) {
            return Optional.empty();
        }
    }
}
