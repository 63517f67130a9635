package care.handrail.correspondence;

import care.handrail.access.DataClass;
import care.handrail.correspondence.Carrier.Attachment;
import care.handrail.correspondence.store.Dispatch;
import care.handrail.pathways.LetterStore;
import care.handrail.records.Documents;
import care.handrail.records.LetterFields;
import care.handrail.records.Records;
import care.handrail.shared.Sha256;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what is sent, with what is known at that moment. Joins the caller's transaction. */
@Component
class Composer {

    private static final List<String> POSTAL =
            List.of("addressLine1", "addressLine2", "town", "county", LetterFields.POSTCODE);

    private static final Set<DataClass> OF_THE_PATIENT = EnumSet.of(DataClass.IDENTITY, DataClass.CONTACT);

    private final Templates templates;
    private final LetterStore letters;
    private final Records records;
    private final Documents documents;
    private final List<AddressBook> addressBooks;

    Composer(
            Templates templates,
            LetterStore letters,
            Records records,
            Documents documents,
            List<AddressBook> addressBooks) {
        this.templates = templates;
        this.letters = letters;
        this.records = records;
        this.documents = documents;
        this.addressBooks = addressBooks;
    }

    /**
     * What was put together.
     *
     * @param classes of data that it tells something of
     */
    record Composed(
            Address to, @Nullable String subject, String text, List<Attachment> attachments, Set<DataClass> classes) {

        boolean clinical() {
            return classes.contains(DataClass.CLINICAL);
        }

        /** Returns name and postal address, a line each. */
        String envelope() {
            return Stream.concat(Stream.of(to.name()), to.lines().stream()).collect(Collectors.joining("\n"));
        }

        /** Returns the hash of what stands on the envelope and in the letter. */
        String hash() {
            return Sha256.hex(envelope() + '\0' + text);
        }

        /** Returns nothing of it, because it would end up in logs. */
        @Override
        public String toString() {
            return "Composed[]";
        }
    }

    /** It cannot be put together; the message is a problem code. */
    static final class CannotComposeException extends Exception {
        CannotComposeException(String problem) {
            super(problem);
        }
    }

    /**
     * Puts it together for the channel.
     *
     * @throws CannotComposeException when the address, a value or a document is not there
     */
    Composed compose(Dispatch dispatch, String channel) throws CannotComposeException {
        var order = dispatch.order();
        var template = templates
                .find(order.template(), order.templateVersion(), channel)
                .orElseThrow(() -> new CannotComposeException("template-missing"));
        var own = records.identityOf(order.about().patientId());
        var values = values(dispatch, template, own);
        if (!values.keySet().containsAll(template.fields().keySet())) {
            throw new CannotComposeException("content-missing");
        }
        var classes = EnumSet.copyOf(template.classes());
        var attachments = new ArrayList<Attachment>();
        for (var id : order.documents()) {
            var document = documents
                    .find(id)
                    .filter(found -> found.patient()
                            .filter(order.about().patientId()::equals)
                            .isPresent())
                    .orElseThrow(() -> new CannotComposeException("document-missing"));
            attachments.add(new Attachment(document.fileName(), document.mediaType(), documents.content(id)));
            classes.add(DataClass.CLINICAL);
        }
        return new Composed(
                address(order.addressId(), own), template.subject(), template.fill(values), attachments, classes);
    }

    private Map<String, String> values(Dispatch dispatch, Template template, Map<String, Object> own) {
        var patientId = dispatch.order().about().patientId();
        var values = new HashMap<String, String>();
        template.fieldsByClass().forEach((dataClass, fields) -> {
            if (OF_THE_PATIENT.contains(dataClass)) {
                put(values, own, fields);
            }
            // What the caller says counts more; it is found only under the class that the template names.
            put(values, letters.latest(patientId, dispatch.id(), fields, Set.of(dataClass)), fields);
        });
        return values;
    }

    private static void put(Map<String, String> values, Map<String, Object> from, Set<String> fields) {
        for (var field : fields) {
            @Nullable String value = text(from, field);
            if (value != null) {
                values.put(field, value);
            }
        }
    }

    private Address address(@Nullable String id, Map<String, Object> own) throws CannotComposeException {
        if (id == null) {
            return new Address(
                    Stream.of(LetterFields.GIVEN_NAME, LetterFields.SURNAME)
                            .map(field -> text(own, field))
                            .filter(Objects::nonNull)
                            .collect(Collectors.joining(" ")),
                    text(own, LetterFields.EMAIL),
                    text(own, LetterFields.PHONE),
                    POSTAL.stream()
                            .map(field -> text(own, field))
                            .filter(Objects::nonNull)
                            .toList());
        }
        return addressBooks.stream()
                .flatMap(book -> book.find(id).stream())
                .findFirst()
                .orElseThrow(() -> new CannotComposeException("address-missing"));
    }

    private static @Nullable String text(Map<String, Object> values, String field) {
        @Nullable Object value = values.get(field);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }
}
