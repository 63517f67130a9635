package care.handrail.workbench;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.Action;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Subject;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.WorkItems;
import care.handrail.patients.MinimalIdentity;
import care.handrail.records.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says on the card of a work item whose it is, before anybody has claimed it. */
@Service
public class WorkItemCards {

    private final WorkItems workItems;
    private final Records records;
    private final Permissions permissions;
    private final Audit audit;

    WorkItemCards(WorkItems workItems, Records records, Permissions permissions, Audit audit) {
        this.workItems = workItems;
        this.records = records;
        this.permissions = permissions;
        this.audit = audit;
    }

    /**
     * Returns whose the work items are, in words, by their ids: name and year of birth, or that these are not known or
     * cannot be read. An item that the person may not see is absent, and so is one that belongs to no patient. Permission:
     * the minimal identity of the patients of own work; without it nothing is returned. Audited, once for each patient.
     *
     * @throws InvalidFormException when there are too many
     */
    @Transactional
    public Map<String, String> of(List<String> workItemIds) {
        var person = CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
        var wanted = new TreeSet<>(workItemIds);
        if (wanted.size() > WorkItems.MOST_AT_ONCE) {
            throw new InvalidFormException(
                    Map.of("workItems", "Ask for at most " + WorkItems.MOST_AT_ONCE + " work items at once."));
        }
        if (!permissions.may(person, Action.VIEW, DataClass.MINIMAL_IDENTITY, Subject.inQueue(null))) {
            return Map.of();
        }
        var patients = workItems.patientsOf(wanted);
        var letters = records.readableIdentities(new TreeSet<>(patients.values()));
        var words = new LinkedHashMap<String, String>();
        var seen = new LinkedHashMap<String, AuditEvent>();
        patients.forEach((workItem, patient) -> {
            var letter = letters.get(patient);
            words.put(
                    workItem,
                    letter == null
                            ? "Cannot be read: tell the system administrator"
                            : MinimalIdentity.of(letter).inWords());
            seen.computeIfAbsent(
                    patient,
                    id -> AuditEvent.of(letter == null ? Kind.RECORD_UNREADABLE : Kind.CARD_VIEWED, id, null, "card")
                            .inWorkItem(workItem)
                            .with(DataClass.MINIMAL_IDENTITY.code()));
        });
        audit.recordAll(new ArrayList<>(seen.values()));
        return words;
    }
}
