package care.handrail.referrals;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.NHS_NUMBER;
import static care.handrail.records.LetterFields.PHONE;
import static care.handrail.records.LetterFields.POSTCODE;
import static care.handrail.records.LetterFields.SURNAME;

import care.handrail.access.DataClass;
import care.handrail.access.StaffDirectory;
import care.handrail.pathways.LetterStore;
import care.handrail.records.Document;
import care.handrail.records.Documents;
import care.handrail.records.Records;
import care.handrail.referrals.ServiceDirectory.Format;
import care.handrail.referrals.store.OutboundReferral;
import care.handrail.shared.WorkingCalendar;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a referral says, what it lacks, and how it is written for its service. */
@Component
class ReferralPaper {

    /** What kind of document a referral is that was sent. */
    private static final String SENT = "referral-sent";

    private static final Set<String> WRITTEN = Set.of(
            ReferralFields.REASON,
            ReferralFields.QUESTION,
            ReferralFields.HISTORY,
            ReferralFields.MEDICINES,
            ReferralFields.ANSWER);

    /** What the kinds of documents that {@code ReferralDocuments} names are called in a sentence. */
    private static final Map<String, String> DOCUMENTS =
            Map.of("test-result", "test results", "clinical-picture", "pictures");

    private final ServiceDirectory directory = ServiceDirectory.shipped();
    private final Records records;
    private final LetterStore letters;
    private final Documents documents;
    private final StaffDirectory staff;
    private final WorkingCalendar calendar;
    private final ReferralLetter letter;
    private final ReferralBundle bundle;
    private final Clock clock;

    ReferralPaper(
            Records records,
            LetterStore letters,
            Documents documents,
            StaffDirectory staff,
            WorkingCalendar calendar,
            ReferralLetter letter,
            ReferralBundle bundle,
            Clock clock) {
        this.records = records;
        this.letters = letters;
        this.documents = documents;
        this.staff = staff;
        this.calendar = calendar;
        this.letter = letter;
        this.bundle = bundle;
        this.clock = clock;
    }

    /** Returns what the service requires and is not there, one sentence each; empty when all is there. */
    List<String> gaps(OutboundReferral referral) {
        var gaps = new ArrayList<String>();
        var person = records.identityOf(referral.patientId());
        if (value(person, GIVEN_NAME) == null || value(person, SURNAME) == null) {
            gaps.add("The patient's full name.");
        }
        if (value(person, DATE_OF_BIRTH) == null) {
            gaps.add("The patient's date of birth.");
        }
        if (value(person, NHS_NUMBER) == null && value(person, POSTCODE) == null) {
            gaps.add("The patient's NHS number or address: one of the two tells the service who it is.");
        }
        referral.required()
                .filter(required -> newest(referral.patientId(), required).isEmpty())
                .ifPresent(required -> gaps.add("Documents: " + inWords(required) + "."));
        return gaps;
    }

    /** Returns the newest of the patient's documents of the kind. */
    Optional<Document> newest(String patientId, String kind) {
        return documents.of(patientId).stream()
                .filter(document -> document.kind().equals(kind))
                .findFirst();
    }

    /** Returns what it says now. */
    ReferralText text(OutboundReferral referral) {
        var person = records.identityOf(referral.patientId());
        var written = letters.latest(referral.patientId(), referral.getId(), WRITTEN, Set.of(DataClass.CLINICAL));
        var site = calendar.site(referral.site());
        return new ReferralText(
                referral.getId(),
                referral.reference(),
                directory.require(referral.service()).name(),
                referral.service(),
                site.name(),
                staff.nameOf(referral.referrer()),
                LocalDate.now(clock.withZone(site.zone())),
                referral.urgent(),
                new ReferralText.Person(
                        referral.patientId(),
                        or(value(person, GIVEN_NAME)),
                        or(value(person, SURNAME)),
                        or(value(person, DATE_OF_BIRTH)),
                        value(person, NHS_NUMBER),
                        value(person, PHONE),
                        Stream.of("addressLine1", "addressLine2", "town", "county", POSTCODE)
                                .flatMap(line -> Stream.ofNullable(value(person, line)))
                                .toList()),
                or(value(written, ReferralFields.REASON)),
                value(written, ReferralFields.HISTORY),
                value(written, ReferralFields.MEDICINES),
                value(written, ReferralFields.QUESTION),
                value(written, ReferralFields.ANSWER),
                referral.enclosure().stream()
                        .flatMap(id -> documents.find(id).stream())
                        .map(document -> "%s, filed %s"
                                .formatted(
                                        inWords(document.kind()), LocalDate.ofInstant(document.keptAt(), site.zone())))
                        .toList());
    }

    /** Keeps the referral as its service requires it, and returns the ids of the documents, that which is required first. */
    List<String> write(OutboundReferral referral) {
        var text = text(referral);
        var pdf = keep(referral, "application/pdf", "referral.pdf", letter.pdf(text));
        return directory.require(referral.service()).format() == Format.PDF
                ? List.of(pdf)
                // Who cannot be reached over the network gets it by post, and nobody reads a bundle on paper.
                : List.of(keep(referral, FhirCarrier.BUNDLE, "referral.json", bundle.json(text)), pdf);
    }

    private String keep(OutboundReferral referral, String mediaType, String fileName, byte[] content) {
        return documents.keep(referral.patientId(), SENT, mediaType, fileName, content, referral.referrer());
    }

    private static String inWords(String kind) {
        return DOCUMENTS.getOrDefault(kind, kind);
    }

    private static String or(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static @Nullable String value(Map<String, Object> values, String key) {
        var value = values.get(key);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }
}
