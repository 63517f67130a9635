package care.handrail.episodes;

import static care.handrail.episodes.EpisodeVariables.ENQUIRY_STATE;
import static care.handrail.episodes.EpisodeVariables.INCOMPLETE_REASON;
import static care.handrail.episodes.EpisodeVariables.PRIORITY;
import static care.handrail.episodes.EpisodeVariables.SERVICE_LINE;
import static care.handrail.episodes.EpisodeVariables.SITE;
import static care.handrail.episodes.EpisodeVariables.SOURCE;
import static care.handrail.episodes.EpisodeVariables.SOURCE_REFERENCE;

import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Staff;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways;
import care.handrail.referrals.StartsOfCare;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Opens the episode of a patient who was referred to us, as the form {@code StartEnquiry} would. */
@Component
class CareOfReferred implements StartsOfCare {

    private static final String FORM = "StartEnquiry";
    private static final Map<DataClass, Set<String>> COPIED = Map.of(
            DataClass.IDENTITY, Set.of("givenName", "surname", "dateOfBirth", "nhsNumber"),
            DataClass.CONTACT, Set.of("phone", "email", "addressLine1", "postcode"));
    private static final List<String> ASKED_FOR = List.of("referralReason", "referralReasonAdded", "referralFurther");
    private static final String ENQUIRY = "enquiryText";

    private final EpisodeStarts starts;
    private final LetterStore letters;
    private final Pathways pathways;

    CareOfReferred(EpisodeStarts starts, LetterStore letters, Pathways pathways) {
        this.starts = starts;
        this.letters = letters;
        this.pathways = pathways;
    }

    @Override
    public String begin(
            String patientId,
            String referralId,
            String reference,
            String sender,
            String site,
            String serviceLine,
            String priority) {
        var letter = new HashMap<DataClass, Map<String, Object>>();
        COPIED.forEach((dataClass, fields) ->
                letter.put(dataClass, letters.latest(patientId, referralId, fields, Set.of(dataClass))));
        var asked = letters.latest(patientId, referralId, Set.copyOf(ASKED_FOR), Set.of(DataClass.CLINICAL));
        letter.put(
                DataClass.CLINICAL,
                Map.of(
                        ENQUIRY,
                        ASKED_FOR.stream()
                                .flatMap(field -> Stream.ofNullable(asked.get(field)))
                                .map(Object::toString)
                                .collect(Collectors.joining("\n\n"))));
        var personal = letter.values().stream()
                .flatMap(fields -> fields.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var operational = new LinkedHashMap<String, Object>();
        operational.put(SOURCE.name(), sender);
        operational.put(SOURCE_REFERENCE.name(), reference);
        operational.put(SITE.name(), site);
        operational.put(SERVICE_LINE.name(), serviceLine);
        operational.put(PRIORITY.name(), priority);
        var missing = CompleteEnquiry.missing(personal).values().stream().findFirst();
        operational.put(
                ENQUIRY_STATE.name(), missing.isPresent() ? CompleteEnquiry.INCOMPLETE : CompleteEnquiry.COMPLETE);
        missing.ifPresent(one -> operational.put(INCOMPLETE_REASON.name(), one.reason()));
        var pathway = pathway(serviceLine);
        var opened = starts.open(pathway, patientId, operational);
        letters.write(
                new LetterKey(patientId, opened.episodeId(), FORM, opened.episodeId()),
                letter,
                CurrentStaff.get().map(Staff::userId).orElse("system"));
        var envelope = new LinkedHashMap<>(operational);
        envelope.putAll(opened.variables());
        pathways.start(pathway.processId(), opened.episodeId(), envelope);
        return opened.episodeId();
    }

    private static Pathway pathway(String serviceLine) {
        return Stream.concat(
                        Arrays.stream(Pathway.values())
                                .filter(pathway -> pathway != Pathway.PATIENT
                                        && pathway.usualServiceLine().equals(serviceLine)),
                        Stream.of(Pathway.PATIENT))
                .findFirst()
                .orElseThrow();
    }
}
