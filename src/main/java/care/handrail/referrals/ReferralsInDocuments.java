package care.handrail.referrals;

import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.WorkItems;
import care.handrail.pathways.WorkItems.WorkItem;
import care.handrail.patients.IntakeDocuments;
import care.handrail.patients.PatientReferences.Referred;
import care.handrail.patients.ReferralsToUs;
import care.handrail.referrals.store.InboundReferralTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Opens referrals that came as a document, and says in the work items of a referral which documents it has. */
@Component
class ReferralsInDocuments implements ReferralsToUs, LetterSource {

    private static final String TYPED_IN = "CompleteInboundReferral";
    private static final Set<String> FORMS = Set.of(TYPED_IN, "DecideInboundReferral");
    private static final String PAPERS = "referralPapers";

    private final InboundReferralTable table;
    private final Pathways pathways;
    private final WorkItems workItems;
    private final IntakeDocuments documents;

    ReferralsInDocuments(
            InboundReferralTable table, Pathways pathways, WorkItems workItems, IntakeDocuments documents) {
        this.table = table;
        this.pathways = pathways;
        this.workItems = workItems;
        this.documents = documents;
    }

    @Override
    public Referred begin(String site, Map<String, Object> said) {
        var values = new HashMap<>(said);
        values.put("site", site);
        values.put("referralWay", "letter");
        var id = pathways.submitStart(InboundReferrals.PROCESS, values);
        return table.findById(id)
                .map(referral ->
                        new Referred(referral.patientId(), referral.getId(), referral.site(), referral.serviceLine()))
                .orElseThrow();
    }

    @Override
    public Set<String> inMyHands() {
        return workItems.mine(InboundReferrals.PROCESS).stream()
                .map(WorkItem::episodeId)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean isTypedInByMe(String referralId) {
        return CurrentStaff.get()
                .map(staff -> workItems.ofEpisode(referralId).stream()
                        .anyMatch(item ->
                                TYPED_IN.equals(item.form()) && staff.userId().equals(item.assignee())))
                .orElse(false);
    }

    @Override
    public boolean supplies(String form, String field) {
        return FORMS.contains(form) && field.equals(PAPERS);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        if (!fields.contains(PAPERS) || !classes.contains(DataClass.CONTACT)) {
            return Map.of();
        }
        var papers = documents.ofEpisode(key.episodeId());
        return Map.of(PAPERS, papers.isEmpty() ? "None came with it." : String.join("\n", papers));
    }
}
