package care.handrail.referrals.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import care.handrail.records.LetterFields;
import care.handrail.referrals.InboundReferrals.Enclosed;
import care.handrail.shared.Sha256;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Address.AddressUse;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads one referral to us out of FHIR R4: a transaction or a message, or a request that contains all that it needs. What a
 * field of the form {@code TakeReferral} asks for becomes that field, files become documents, and everything else that was
 * sent is written down for the clinician. What can be none of these is refused by name.
 */
public final class FhirReferral {

    private static final String NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";

    // Sets that can be asked whether they hold what was not said.
    private static final Set<BundleType> BUNDLES = EnumSet.of(BundleType.TRANSACTION, BundleType.MESSAGE);
    private static final Set<HTTPVerb> VERBS = EnumSet.of(HTTPVerb.POST, HTTPVerb.PUT);
    private static final Set<ServiceRequestIntent> INTENTS = EnumSet.of(
            ServiceRequestIntent.PROPOSAL,
            ServiceRequestIntent.PLAN,
            ServiceRequestIntent.DIRECTIVE,
            ServiceRequestIntent.ORDER,
            ServiceRequestIntent.ORIGINALORDER);

    private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9 ()\\-]{5,20}");
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9]+([.-][A-Za-z0-9]+)*");
    private static final Pattern WHOLE_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern ANOTHER_PATIENT = Pattern.compile("(^|/)Patient[/?]");
    private static final Pattern WHOSE = Pattern.compile("\\.(subject|patient|for|beneficiary|link\\.other)$");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_POSTCODE = 12;

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Problems problems = new Problems();
    private final List<Resource> resources = new ArrayList<>();
    private final Map<String, Resource> byAddress = new HashMap<>();
    private final Map<Resource, Resource> containers = new IdentityHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Enclosed> enclosed = new ArrayList<>();
    private final Rest rest = new Rest((path, reference) -> label(path, reference), problems);
    private final Instant now;
    private final String today;
    /** Whose references are looked up. */
    private @Nullable Resource saying;

    private FhirReferral(Clock clock) {
        this.now = clock.instant();
        this.today = LocalDate.now(clock).toString();
    }

    /**
     * What came.
     *
     * @param values by field key of the form {@code TakeReferral}
     */
    public record Arrived(Map<String, Object> values, List<Enclosed> enclosed) {

        @Override
        public String toString() {
            return "Arrived";
        }
    }

    /**
     * Reads it.
     *
     * @param clock by which a name, an address or a number is a former one
     * @throws NotUnderstoodException when something of it can neither be taken in nor be kept as text
     */
    public static Arrived read(String json, Clock clock) throws NotUnderstoodException {
        var reading = new FhirReferral(clock);
        var sent = reading.parse(json);
        reading.problems.throwIfAny();
        reading.open(sent);
        reading.problems.throwIfAny();
        reading.take();
        reading.problems.throwIfAny();
        return new Arrived(reading.values, reading.enclosed);
    }

    private IBaseResource parse(String json) throws NotUnderstoodException {
        try (var members = JSON.createParser(json)) {
            // Of two members with one name the FHIR parser would leave one out.
            while (members.nextToken() != null) {}
            var parser = FHIR.newJsonParser().setParserErrorHandler(problems);
            parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
            return parser.parseResource(json);
        } catch (IOException | DataFormatException e) {
            // Their own words may hold what was sent.
            throw new NotUnderstoodException(Map.of("resource", "This is no FHIR R4 resource in JSON."), false);
        }
    }

    private void open(IBaseResource sent) {
        if (sent instanceof Bundle bundle) {
            open(bundle);
        } else if (sent instanceof ServiceRequest request) {
            add(request);
        } else {
            problems.add("resource", "Send a Bundle of type transaction or message, or a ServiceRequest.");
        }
    }

    private void open(Bundle bundle) {
        if (!BUNDLES.contains(bundle.getType())) {
            problems.add("Bundle.type", "Send a Bundle of type transaction or message, or a ServiceRequest.");
        }
        refuse("Bundle.signature", bundle.hasSignature(), "A signature is not checked here: send it without one.");
        refuse("Bundle.link", bundle.hasLink(), "Send all of it at once.");
        refuse("Bundle.total", bundle.hasTotal(), "Send all of it at once.");
        refuse("Bundle.implicitRules", bundle.hasImplicitRules(), "This is not understood here.");
        refuse("Bundle.meta.security", bundle.getMeta().hasSecurity(), "Say this of the resources.");
        refuse("Bundle.meta.tag", bundle.getMeta().hasTag(), "Say this of the resources.");
        bundle.getEntry().forEach(this::open);
    }

    private void open(BundleEntryComponent entry) {
        refuse("Bundle.entry.search", entry.hasSearch(), "This is not understood here.");
        refuse("Bundle.entry.response", entry.hasResponse(), "This is not understood here.");
        refuse("Bundle.entry.link", entry.hasLink(), "This is not understood here.");
        refuse("Bundle.entry.extension", entry.hasExtension(), "Say this of the resource.");
        refuse("Bundle.entry.modifierExtension", entry.hasModifierExtension(), "This is not understood here.");
        refuse(
                "Bundle.entry.request.method",
                entry.hasRequest() && !VERBS.contains(entry.getRequest().getMethod()),
                "Only POST and PUT are taken in.");
        var resource = entry.getResource();
        if (resource == null) {
            problems.add("Bundle.entry.resource", "An entry needs a resource.");
            return;
        }
        if (entry.hasFullUrl()) {
            address(entry.getFullUrl(), resource);
        }
        add(resource);
    }

    private void add(Resource resource) {
        resources.add(resource);
        if (resource.getIdElement().hasIdPart()) {
            address(resource.fhirType() + "/" + resource.getIdElement().getIdPart(), resource);
        }
        if (resource instanceof DomainResource whole) {
            for (var contained : whole.getContained()) {
                resources.add(contained);
                containers.put(contained, whole);
                if (contained.getIdElement().hasIdPart()) {
                    address(contained(whole, contained.getIdElement().getIdPart()), contained);
                }
            }
        }
    }

    private void address(String address, Resource resource) {
        var there = byAddress.put(address, resource);
        if (there != null && there != resource) {
            problems.add("Bundle.entry.fullUrl", "Two resources have the same address.");
        }
    }

    private void take() throws NotUnderstoodException {
        var request = one(ServiceRequest.class);
        var patient = one(Patient.class);
        problems.throwIfAny();
        all(MessageHeader.class).forEach(this::take);
        all(Task.class).forEach(this::take);
        take(Objects.requireNonNull(request));
        take(Objects.requireNonNull(patient));
        all(DocumentReference.class).forEach(this::take);
        all(Binary.class).forEach(this::take);
        var further = new ArrayList<String>();
        for (var resource : resources) {
            saying = resource;
            var lines = rest.lines(resource);
            if (!lines.isEmpty()) {
                further.add(label(resource) + "\n" + String.join("\n", lines));
            }
        }
        put("referralFurther", String.join("\n\n", further));
    }

    private <R extends Resource> @Nullable R one(Class<R> type) {
        var found = all(type);
        if (found.size() != 1) {
            problems.add(
                    type.getSimpleName(),
                    found.isEmpty()
                            ? "There is none in it, and one is needed."
                            : "There is more than one in it: send each referral by itself.");
            return null;
        }
        return found.get(0);
    }

    private void take(MessageHeader header) {
        refuse("MessageHeader.response", header.hasResponse(), "Send a request, not a response.");
    }

    private void take(Task task) {
        refuse("Task.status", task.getStatus() != TaskStatus.REQUESTED, "Only what is requested is taken in.");
        task.setLastModified(null);
    }

    private void take(ServiceRequest request) {
        refuse(
                "ServiceRequest.status",
                request.getStatus() != ServiceRequestStatus.ACTIVE,
                "Only an active request is taken in. Tell us of any other by telephone.");
        refuse(
                "ServiceRequest.intent",
                !INTENTS.contains(request.getIntent()),
                "Only a proposal, plan, directive, order or original order is taken in.");
        refuse("ServiceRequest.doNotPerform", request.getDoNotPerform(), "A request not to do it is no referral.");
        refuse(
                "ServiceRequest.subject",
                !(target(request, request.getSubject()).orElse(null) instanceof Patient),
                "This has to point to the patient who is sent with it.");
        takeIdentifier(request);
        takeReason(request);
        takeReferrer(request);
    }

    /** The same number in two systems is not the same referral. */
    private void takeIdentifier(ServiceRequest request) {
        var known =
                request.getIdentifier().stream().filter(Identifier::hasValue).findFirst();
        if (known.isEmpty()) {
            problems.add(
                    "ServiceRequest.identifier",
                    "Give the referral your own identifier, so that it is taken in once however often it is sent.");
            return;
        }
        var identifier = known.get();
        put(
                "senderReference",
                identifier.hasSystem() ? system(identifier) + ":" + identifier.getValue() : identifier.getValue());
    }

    private static String system(Identifier identifier) {
        return HexFormat.of()
                .formatHex(Sha256.of(identifier.getSystem().getBytes(StandardCharsets.UTF_8)))
                .substring(0, 12);
    }

    private void takeReason(ServiceRequest request) {
        saying = request;
        var reasons = new ArrayList<String>();
        if (request.getPriority() != null) {
            boolean routine = request.getPriority() == ServiceRequestPriority.ROUTINE;
            put("priority", routine ? "routine" : "soon");
            if (!routine) {
                reasons.add(
                        "The referrer says: " + request.getPriority().toCode().toUpperCase(Locale.ROOT));
            }
        }
        request.getReasonCode().forEach(reason -> reasons.add(rest.words("ServiceRequest.reasonCode", reason)));
        if (request.hasCode()) {
            reasons.add("Asked for: " + rest.words("ServiceRequest.code", request.getCode()));
        }
        request.getNote().forEach(note -> reasons.add(rest.words("ServiceRequest.note", note)));
        request.setReasonCode(null);
        request.setCode(null);
        request.setNote(null);
        put("referralReason", String.join("\n", reasons));
    }

    private void takeReferrer(ServiceRequest request) {
        var requester = target(request, request.getRequester());
        var names = new ArrayList<String>();
        Stream.concat(requester.stream(), requester.stream().flatMap(this::behind))
                .forEach(known -> {
                    if (known instanceof Practitioner person) {
                        current(person.getName())
                                .limit(1)
                                .map(FhirReferral::words)
                                .forEach(names::add);
                        putContact("referrerPhone", "referrerEmail", person.getTelecom());
                        putAddress(person.getAddress());
                    } else if (known instanceof Organization organization) {
                        names.add(organization.getName());
                        putContact("referrerPhone", "referrerEmail", organization.getTelecom());
                        putAddress(organization.getAddress());
                    }
                });
        names.add(request.getRequester().getDisplay());
        putUpTo(
                LONGEST_LINE,
                "referrerName",
                names.stream()
                        .filter(name -> name != null && !name.isBlank())
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    /** Returns for whom somebody acts: the organization, whose address counts more, then the person. */
    private Stream<Resource> behind(Resource requester) {
        return requester instanceof PractitionerRole role
                ? Stream.of(role.getOrganization(), role.getPractitioner())
                        .flatMap(reference -> target(role, reference).stream())
                : Stream.empty();
    }

    private void putAddress(List<Address> addresses) {
        currentAddress(addresses).ifPresent(address -> put("referrerAddress", String.join("\n", lines(address))));
    }

    private void take(Patient patient) {
        var name = Stream.concat(
                        current(patient.getName()).filter(one -> one.getUse() == NameUse.OFFICIAL),
                        current(patient.getName()).filter(one -> one.getUse() == null || one.getUse() == NameUse.USUAL))
                .findFirst();
        name.ifPresent(one -> {
            putUpTo(LONGEST_NAME, LetterFields.SURNAME, one.getFamily());
            putUpTo(LONGEST_NAME, LetterFields.GIVEN_NAME, one.getGivenAsSingleString());
        });
        var born = patient.getBirthDateElement().getValueAsString();
        if (born != null && WHOLE_DAY.matcher(born).matches()) {
            put(LetterFields.DATE_OF_BIRTH, born);
        }
        var numbers = patient.getIdentifier().stream()
                .filter(identifier -> NHS_NUMBER.equals(identifier.getSystem()) && identifier.hasValue())
                .filter(identifier -> isCurrent(identifier.getUse() == IdentifierUse.OLD, identifier.getPeriod()))
                .map(Identifier::getValue)
                .distinct()
                .toList();
        refuse("Patient.identifier", numbers.size() > 1, "A patient has one NHS number.");
        numbers.forEach(number -> put(LetterFields.NHS_NUMBER, number));
        putContact(LetterFields.PHONE, LetterFields.EMAIL, patient.getTelecom());
        currentAddress(patient.getAddress()).ifPresent(address -> {
            var postcode = address.getPostalCode();
            var lines = new ArrayList<>(lines(address));
            if (postcode != null && postcode.length() <= LONGEST_POSTCODE) {
                lines.remove(postcode);
                put(LetterFields.POSTCODE, postcode);
            }
            putUpTo(LONGEST_LINE, "addressLine1", String.join(", ", lines));
        });
    }

    private void take(DocumentReference document) {
        refuse(
                "DocumentReference.status",
                document.getStatus() != DocumentReferenceStatus.CURRENT,
                "Only current documents are taken in.");
        refuse("DocumentReference.content", !document.hasContent(), "A document needs its content.");
        for (var content : document.getContent()) {
            var attachment = content.getAttachment();
            if (attachment.hasData()) {
                enclose(document, attachment.getTitle(), attachment.getData());
                attachment.setData(null);
            } else if (!(byAddress.get(Objects.requireNonNullElse(attachment.getUrl(), "")) instanceof Binary)) {
                problems.add(
                        "DocumentReference.content.attachment",
                        "Files are not fetched from elsewhere: send it as data, or as a Binary in the same bundle.");
            }
        }
    }

    private void take(Binary binary) {
        refuse("Binary.data", !binary.hasData(), "A file needs its content.");
        if (binary.hasData()) {
            enclose(binary, null, binary.getData());
            binary.setData(null);
        }
    }

    private void enclose(Resource in, @Nullable String name, byte[] content) {
        enclosed.add(new Enclosed(label(in), Objects.requireNonNullElse(name, label(in)), content));
    }

    private void putContact(String phone, String email, List<ContactPoint> contacts) {
        var current = contacts.stream()
                .filter(ContactPoint::hasValue)
                .filter(contact -> isCurrent(contact.getUse() == ContactPointUse.OLD, contact.getPeriod()));
        current.forEach(contact -> {
            if (contact.getSystem() == ContactPointSystem.PHONE
                    && TELEPHONE.matcher(contact.getValue()).matches()) {
                put(phone, contact.getValue());
            }
            if (contact.getSystem() == ContactPointSystem.EMAIL
                    && EMAIL.matcher(contact.getValue()).matches()) {
                put(email, contact.getValue());
            }
        });
    }

    private Optional<Address> currentAddress(List<Address> addresses) {
        return addresses.stream()
                .filter(address -> isCurrent(address.getUse() == AddressUse.OLD, address.getPeriod()))
                .findFirst();
    }

    private Stream<HumanName> current(List<HumanName> names) {
        return names.stream().filter(name -> isCurrent(name.getUse() == NameUse.OLD, name.getPeriod()));
    }

    private boolean isCurrent(boolean isOld, Period period) {
        return !isOld && fromNow(period.getStartElement()) <= 0 && fromNow(period.getEndElement()) >= 0;
    }

    /** Returns less than 0 for what is over, more than 0 for what is to come, and 0 for a day, month or year that is not over. */
    private int fromNow(DateTimeType when) {
        var written = when.getValueAsString();
        if (written == null) {
            return 0;
        }
        return written.length() > today.length()
                ? when.getValue().toInstant().compareTo(now)
                : written.compareTo(today.substring(0, written.length()));
    }

    private void putUpTo(int longest, String field, @Nullable String value) {
        if (value != null && value.length() <= longest) {
            put(field, value);
        }
    }

    /** The first one counts; the others are among what is written down. */
    private void put(String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.putIfAbsent(field, value);
        }
    }

    private void refuse(String path, boolean when, String sentence) {
        if (when) {
            problems.add(path, sentence);
        }
    }

    private <R extends Resource> List<R> all(Class<R> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private Optional<Resource> target(Resource from, Reference reference) {
        var to = reference.getReference();
        if (to == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(byAddress.get(to.startsWith("#") ? contained(from, to) : to));
    }

    /** What is contained is known within its resource only. */
    private String contained(Resource from, String id) {
        return resources.indexOf(containers.getOrDefault(from, from)) + "#" + id.replace("#", "");
    }

    /** Returns what a reference is called; whoever else it may be about, it must be nobody else's. */
    private Optional<String> label(String path, Reference reference) {
        var from = Objects.requireNonNull(saying);
        var target = reference.hasReference() ? target(from, reference) : known(reference.getIdentifier());
        if (target.isEmpty() && mayBeAnotherPatient(path, reference)) {
            problems.add(from.fhirType(), "This is about another patient than the one who is sent with it.");
        }
        return target.map(this::label);
    }

    /** An address of the sending that leads nowhere says not even what it leads to: there the element tells. */
    private static boolean mayBeAnotherPatient(String path, Reference reference) {
        if (reference.hasReference()
                && ANOTHER_PATIENT.matcher(reference.getReference()).find()) {
            return true;
        }
        boolean isWhose = WHOSE.matcher(path).find()
                || Objects.requireNonNullElse(reference.getType(), "").endsWith("Patient");
        return isWhose && (reference.hasReference() || reference.hasIdentifier());
    }

    private Optional<Resource> known(Identifier identifier) {
        return all(Patient.class).stream()
                .filter(patient -> patient.getIdentifier().stream()
                        .anyMatch(own -> own.hasValue()
                                && own.getValue().equals(identifier.getValue())
                                && Objects.equals(own.getSystem(), identifier.getSystem())))
                .map(Resource.class::cast)
                .findFirst();
    }

    private String label(Resource resource) {
        var alike = resources.stream()
                .filter(other -> other.fhirType().equals(resource.fhirType()))
                .toList();
        return alike.size() == 1 ? resource.fhirType() : resource.fhirType() + " " + (alike.indexOf(resource) + 1);
    }

    private static String words(HumanName name) {
        return name.hasText() ? name.getText() : name.getNameAsSingleString();
    }

    private static List<String> lines(Address address) {
        var lines = Stream.concat(
                        address.getLine().stream().map(PrimitiveType::getValueAsString),
                        Stream.of(
                                address.getCity(),
                                address.getDistrict(),
                                address.getState(),
                                address.getPostalCode(),
                                address.getCountry()))
                .filter(line -> line != null && !line.isBlank())
                .toList();
        return lines.isEmpty() && address.hasText() ? List.of(address.getText()) : lines;
    }
}
