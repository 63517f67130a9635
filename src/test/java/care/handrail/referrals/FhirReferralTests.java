package care.handrail.referrals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import care.handrail.referrals.fhir.FhirReferral;
import care.handrail.referrals.fhir.FhirReferral.Arrived;
import care.handrail.referrals.fhir.NotUnderstoodException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirReferralTests {

    /** Says something in as many ways as it can. Ids, the profile and the patient's generated text are about the transport. */
    private static final String BUNDLE = """
            {"resourceType": "Bundle", "type": "message", "id": "x1", "timestamp": "2026-11-20T09:30:00Z", "entry": [
             {"fullUrl": "urn:uuid:m", "resource": {"resourceType": "MessageHeader", "id": "x2",
               "eventCoding": {"system": "http://example.org/events", "code": "referral-new"},
               "source": {"name": "Valley practice system", "endpoint": "https://gp.example.org/in"},
               "focus": [{"reference": "urn:uuid:s"}]}},
             {"fullUrl": "urn:uuid:s", "resource": {"resourceType": "ServiceRequest", "id": "x3",
               "meta": {"profile": ["http://example.org/x4"],
                        "security": [{"system": "http://example.org/labels", "code": "R", "display": "restricted"}]},
               "text": {"status": "additional", "div": "<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><p>Only<b>here</b></p></div>"},
               "extension": [{"url": "http://example.org/wheelchair", "valueBoolean": true}],
               "identifier": [{"system": "http://gp.example.org/referrals", "value": "R-4711"}, {"value": "second-number"}],
               "status": "active", "intent": "plan", "priority": "stat",
               "code": {"coding": [{"system": "http://snomed.info/sct", "code": "91251008", "display": "Physical therapy",
                 "_display": {"extension": [{"url": "http://example.org/said", "valueString": "Fysiotherapie"}]}}]},
               "subject": {"reference": "urn:uuid:p"},
               "occurrencePeriod": {"start": "2026-12-01", "end": "2026-12-24"},
               "authoredOn": "2026-11-19T16:00:00Z",
               "requester": {"reference": "urn:uuid:r"},
               "performer": [{"display": "Anybody at North"}],
               "reasonCode": [{"text": "Knee pain since March"}, {"text": "Falls"}],
               "reasonReference": [{"reference": "Condition/x5"}],
               "bodySite": [{"text": "left knee"}],
               "patientInstruction": "Bring your shoes",
               "note": [{"text": "Lives alone", "time": "2026-11-18", "authorString": "Nurse Penrose"}]}},
             {"fullUrl": "urn:uuid:p", "resource": {"resourceType": "Patient", "id": "x6",
               "text": {"status": "generated", "div": "<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x7</div>"},
               "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018"},
                              {"system": "http://example.org/ward", "value": "ward-88"}],
               "name": [{"use": "maiden", "family": "Trevose"},
                        {"use": "official", "family": "Example", "given": ["Ottoline", "May"], "prefix": ["Dame"]}],
               "telecom": [{"system": "phone", "value": "01632 960000"}, {"system": "phone", "value": "01632 960001"},
                           {"system": "email", "value": "ottoline@example.org"}],
               "gender": "female", "_gender": {"extension": [{"url": "http://example.org/why", "valueString": "as registered"}]},
               "birthDate": "1951-07-04", "deceasedBoolean": false,
               "address": [{"line": ["2 Mill Lane"], "city": "Sampleford", "postalCode": "ZZ99 3WZ"}],
               "contact": [{"relationship": [{"text": "daughter"}], "name": {"text": "Odile Example"}}],
               "communication": [{"language": {"text": "Cornish"}, "preferred": true}]}},
             {"fullUrl": "urn:uuid:r", "resource": {"resourceType": "PractitionerRole", "id": "x8",
               "practitioner": {"reference": "Practitioner/x9"}, "organization": {"reference": "#o"},
               "contained": [{"resourceType": "Organization", "id": "o", "name": "Valley practice",
                 "address": [{"line": ["The surgery"], "city": "Sampleford"}],
                 "telecom": [{"system": "phone", "value": "01632 960900"},
                             {"system": "email", "value": "valley@example.org"}]}],
               "specialty": [{"text": "General practice"}]}},
             {"resource": {"resourceType": "Practitioner", "id": "x9",
               "name": [{"prefix": ["Dr"], "family": "Borlase", "given": ["Morwenna"]}],
               "qualification": [{"code": {"text": "MRCGP"}}]}},
             {"resource": {"resourceType": "Condition", "id": "x5", "subject": {"reference": "Patient/x6"},
               "code": {"text": "Osteoarthritis"}, "severity": {"text": "moderate"}}},
             {"resource": {"resourceType": "AllergyIntolerance", "id": "x10", "patient": {"reference": "urn:uuid:p"},
               "criticality": "high", "code": {"text": "Penicillin"},
               "reaction": [{"manifestation": [{"text": "Anaphylaxis"}], "severity": "severe"}]}},
             {"resource": {"resourceType": "MedicationRequest", "id": "x11", "status": "active", "intent": "order",
               "subject": {"reference": "urn:uuid:p"}, "medicationCodeableConcept": {"text": "Codeine"},
               "dosageInstruction": [{"text": "two at night",
                 "doseAndRate": [{"doseQuantity": {"value": 30, "unit": "mg"}}]}]}},
             {"resource": {"resourceType": "DocumentReference", "id": "x12", "status": "current",
               "type": {"text": "X-ray report"}, "date": "2026-11-17T08:00:00Z",
               "content": [{"attachment": {"contentType": "text/plain", "title": "report.txt", "data": "Tm8gZnJhY3R1cmUu"}},
                           {"attachment": {"contentType": "text/plain", "url": "Binary/x13"}}]}},
             {"resource": {"resourceType": "Binary", "id": "x13", "contentType": "text/plain", "data": "U2Vjb25kIHBhZ2Uu"}},
             {"resource": {"resourceType": "Composition", "id": "x14", "status": "final", "type": {"text": "Referral letter"},
               "text": {"status": "generated", "div": "<div xmlns=\\"http://www.w3.org/1999/xhtml\\">Written by the night team</div>"},
               "date": "2026-11-19", "author": [{"display": "Nurse Tregear"}], "title": "About the knee",
               "subject": {"identifier": {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018"}},
               "section": [{"title": "Allergies",
                 "text": {"status": "generated",
                   "div": "<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><ul><li>Latex</li><li>Wasps</li></ul></div>"},
                 "section": [{"title": "Warnings", "text": {"status": "extensions",
                   "div": "<div xmlns=\\"http://www.w3.org/1999/xhtml\\">A dog in the yard</div>"}}]}]}}]}
            """;

    /** What only tells how it was sent, where it stands, or what the files hold. */
    private static final Set<String> OF_THE_TRANSPORT = Set.of(
            "id",
            "fullUrl",
            "reference",
            "resourceType",
            "profile",
            "timestamp",
            "data",
            "type/message",
            "text/status");

    /** Generated from the patient, all of whom is said anyway. */
    private static final String SAID_AGAIN = "x7";

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper();

    private ObjectNode bundle;

    @BeforeEach
    void aReferralIsSent() throws Exception {
        bundle = (ObjectNode) JSON.readTree(BUNDLE);
    }

    @Test
    void fillsTheFieldsOfTheForm() throws Exception {
        var values = read().values();
        assertThat(values)
                .containsEntry("priority", "soon")
                .containsEntry("givenName", "Ottoline May")
                .containsEntry("surname", "Example")
                .containsEntry("dateOfBirth", "1951-07-04")
                .containsEntry("nhsNumber", "9990000018")
                .containsEntry("phone", "01632 960000")
                .containsEntry("email", "ottoline@example.org")
                .containsEntry("addressLine1", "2 Mill Lane, Sampleford")
                .containsEntry("postcode", "ZZ99 3WZ")
                .containsEntry("referrerName", "Valley practice, Dr Morwenna Borlase")
                .containsEntry("referrerAddress", "The surgery\nSampleford")
                .containsEntry("referrerPhone", "01632 960900")
                .containsEntry("referrerEmail", "valley@example.org");
        assertThat(values.get("senderReference")).asString().matches("[0-9a-f]{12}:R-4711");
        assertThat(values.get("referralReason"))
                .asString()
                .startsWith("The referrer says: STAT\nKnee pain since March\nFalls\nAsked for: Physical therapy")
                .contains("Lives alone", "Nurse Penrose");
    }

    /** The promise: each thing that was said is in a field, in the text for the clinician, or in a file. */
    @Test
    void leavesNothingOut() throws Exception {
        var arrived = read();
        var kept = arrived.values().values().stream().map(Object::toString).collect(Collectors.joining("\n"));
        var said = new ArrayList<String>();
        collect(bundle, "", said);

        assertThat(said).hasSizeGreaterThan(60).contains("Only here", "Latex Wasps", "A dog in the yard");
        // In the text a line each, so that it can be read.
        assertThat(said).allSatisfy(value -> assertThat(kept).contains(value));
        assertThat(kept)
                .contains(
                        "deceased: false",
                        "wheelchair, value: true",
                        "occurrence: start: 2026-12-01",
                        "dose and rate: (dose: (value: 30, unit: mg))")
                .doesNotContainPattern("\\b" + SAID_AGAIN + "\\b");
        assertThat(arrived.enclosed())
                .extracting(file -> new String(file.content(), UTF_8))
                .containsExactly("No fracture.", "Second page.");
        assertThat(arrived.enclosed().get(0).fileName()).isEqualTo("report.txt");
    }

    @Test
    void takesInWhatOurOwnSideSends() throws Exception {
        var person = new ReferralText.Person(
                "patient-1",
                "Łukasz",
                "O'Brien-Çelik",
                "1957-11-03",
                "9990000018",
                "01632 960111",
                List.of("2 Mill Lane", "Sampleford", "ZZ99 3WZ"));
        var text = new ReferralText(
                "referral-1",
                "K7QM-2XWD",
                "City Heart Centre",
                "city-cardiology",
                "North clinic",
                "Dr Example",
                LocalDate.of(2026, 3, 2),
                true,
                person,
                "Palpitations < 5 minutes & dizzy",
                "None",
                "Aspirin",
                "Is it the heart?",
                "Interpreter",
                List.of("an electrocardiogram"));

        var values = FhirReferral.read(new String(new ReferralBundle().json(text), UTF_8), CLOCK)
                .values();

        assertThat(values)
                .containsEntry("surname", "O'Brien-Çelik")
                .containsEntry("givenName", "Łukasz")
                .containsEntry("dateOfBirth", "1957-11-03")
                .containsEntry("nhsNumber", "9990000018")
                .containsEntry("phone", "01632 960111")
                .containsEntry("addressLine1", "2 Mill Lane, Sampleford, ZZ99 3WZ")
                .containsEntry("referrerName", "Dr Example, North clinic");
        assertThat(values.get("referralReason")).isEqualTo("""
                        The referrer says: URGENT
                        Palpitations < 5 minutes & dizzy
                        What we ask of you: Is it the heart?
                        History: None
                        Medicines and allergies: Aspirin
                        Further information: Interpreter
                        Enclosed: an electrocardiogram""");
        assertThat(values.get("referralFurther"))
                .asString()
                .contains("K7QM-2XWD", "City Heart Centre", "city-cardiology", "2026-03-02");
    }

    @Test
    void takesInARequestThatContainsWhatItNeeds() throws Exception {
        var values = FhirReferral.read("""
                        {"resourceType": "ServiceRequest", "status": "active", "intent": "order",
                         "contained": [
                          {"resourceType": "Patient", "id": "p", "name": [{"family": "Example"}], "birthDate": "1951-07"},
                          {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "#d"}},
                          {"resourceType": "Practitioner", "id": "d", "name": [{"text": "Dr Borlase"}]}],
                         "identifier": [{"value": "4711"}], "subject": {"reference": "#p"},
                         "requester": {"reference": "#r"}, "reasonCode": [{"text": "Knee pain"}]}""", CLOCK).values();
        assertThat(values)
                .containsEntry("senderReference", "4711")
                .containsEntry("surname", "Example")
                .containsEntry("referrerName", "Dr Borlase")
                .containsEntry("referralReason", "Knee pain")
                .as("no whole day")
                .doesNotContainKeys("dateOfBirth", "priority");
        assertThat(values.get("referralFurther")).asString().contains("birth date: 1951-07");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"use\": \"old\"",
                "\"period\": {\"end\": \"2026-11-21\"}",
                "\"period\": {\"end\": \"2026-10\"}",
                "\"period\": {\"end\": \"2025\"}",
                "\"period\": {\"end\": \"2026-11-22T12:30:00+01:00\"}",
                "\"period\": {\"start\": \"2026-11-23\"}"
            })
    void takesNothingFormerForCurrentAndKeepsItInTheText(String former) throws Exception {
        putBefore(resource(2), "telecom", """
                {"system": "phone", "value": "01632 960777", %s}""".formatted(former));
        putBefore(resource(2), "telecom", """
                {"system": "email", "value": "former@example.org", %s}""".formatted(former));
        putBefore(resource(2), "address", """
                {"line": ["9 Former Road"], "city": "Oldham", "postalCode": "ZZ99 4WZ", %s}""".formatted(former));
        putBefore(resource(2), "identifier", """
                {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000026", %s}""".formatted(former));
        var practice = (ObjectNode) resource(3).at("/contained/0");
        putBefore(practice, "telecom", """
                {"system": "phone", "value": "01632 960666", %s}""".formatted(former));
        putBefore(practice, "address", """
                {"line": ["The former surgery"], %s}""".formatted(former));
        if (former.contains("period")) {
            putBefore(resource(2), "name", """
                    {"use": "official", "family": "Formerly", "given": ["Otta"], %s}""".formatted(former));
        }

        fillsTheFieldsOfTheForm();
        leavesNothingOut();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026", "2026-11", "2026-11-22", "2026-11-22T12:30:00Z", "2027-01-01"})
    void takesWhatEndsLaterForCurrent(String end) throws Exception {
        ((ObjectNode) resource(2).at("/address/0"))
                .set("period", JSON.createObjectNode().put("start", "2026").put("end", end));
        assertThat(read().values()).containsEntry("addressLine1", "2 Mill Lane, Sampleford");
    }

    @Test
    void hasNoAddressWhenAllAreFormer() throws Exception {
        ((ObjectNode) resource(2).at("/address/0")).put("use", "old");
        assertThat(read().values()).doesNotContainKeys("addressLine1", "postcode");
    }

    @Test
    void theSameNumberOfAnotherSystemIsAnotherReferral() throws Exception {
        var one = read().values().get("senderReference");
        ((ObjectNode) resource(1).at("/identifier/0")).put("system", "http://other.example.org");
        assertThat(read().values().get("senderReference")).isNotEqualTo(one);
    }

    @Test
    void namesEveryElementThatFhirDoesNotHave() {
        resource(1).put("reasonText", "zqkanari");
        resource(2).put("shoeSize", 41);
        resource(2).put("birthDate", "4 July 1951 zqkanari");
        refused("reasonText", "shoeSize", "birthDate");
    }

    @Test
    void refusesWhatItWouldHaveToUnderstand() {
        resource(1).set("modifierExtension", JSON.createArrayNode().add(extension()));
        resource(5).put("implicitRules", "http://example.org/rules");
        ((ObjectNode) resource(6).at("/reaction/0"))
                .set("modifierExtension", JSON.createArrayNode().add(extension()));
        refused(
                "ServiceRequest.modifierExtension",
                "Condition.implicitRules",
                "AllergyIntolerance.reaction.modifierExtension");
    }

    @ParameterizedTest
    @CsvSource({
        "status, revoked, ServiceRequest.status",
        "status, entered-in-error, ServiceRequest.status",
        "intent, option, ServiceRequest.intent"
    })
    void refusesWhatIsNoRequestToUs(String element, String value, String named) {
        resource(1).put(element, value);
        refused(named);
    }

    @Test
    void refusesWhatIsContainedUnderNoName() {
        ((ObjectNode) resource(3).at("/contained/0")).remove("id");
        resource(3).remove("organization");
        refused("contained");
    }

    @Test
    void refusesARequestNotToDoSomething() {
        resource(1).put("doNotPerform", true);
        refused("ServiceRequest.doNotPerform");
    }

    @Test
    void refusesACancellingTask() {
        add("""
                {"resourceType": "Task", "status": "cancelled", "intent": "order"}""");
        refused("Task.status");
    }

    @Test
    void neverMixesTwoPatients() {
        ((ObjectNode) resource(5).at("/subject")).put("reference", "Patient/another");
        refused("Condition");
        ((ObjectNode) resource(5).at("/subject")).put("reference", "Patient/x6");
        ((ObjectNode) resource(1).at("/subject")).put("reference", "https://elsewhere.example.org/Patient/1");
        refused("ServiceRequest", "ServiceRequest.subject");
        ((ObjectNode) resource(1).at("/subject")).put("reference", "urn:uuid:p");
        add("""
                {"resourceType": "Patient", "id": "second"}""");
        refused("Patient");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'reference': 'urn:uuid:not-sent'}",
                "{'reference': 'Patient?identifier=9990000026'}",
                "{'identifier': {'system': 'https://fhir.nhs.uk/Id/nhs-number', 'value': '9990000026'}}",
                "{'identifier': {'system': 'http://example.org/other', 'value': '9990000018'}}"
            })
    void refusesWhatMayBeAboutAPatientWhoWasNotSent(String whose) throws Exception {
        resource(5).set("subject", JSON.readTree(whose.replace('\'', '"')));
        refused("Condition");
    }

    @Test
    void keepsAnIdentifierOfSomebodyWhoIsNoPatient() throws Exception {
        resource(5).set("asserter", JSON.readTree("""
                {"identifier": {"system": "https://fhir.nhs.uk/Id/sds-user-id", "value": "555022"}}"""));
        assertThat(read().values().get("referralFurther")).asString().contains("555022");
        resource(5).set("asserter", JSON.readTree("""
                {"type": "Patient", "identifier": {"value": "555022"}}"""));
        refused("Condition");
    }

    @Test
    void takesOneReferralAtATime() {
        add(resource(1).deepCopy().put("id", "another").toString());
        refused("ServiceRequest");
    }

    @Test
    void refusesFilesThatItWouldHaveToFetchAndThoseElsewhereThanInADocument() {
        ((ObjectNode) resource(8).at("/content/1/attachment")).put("url", "https://elsewhere.example.org/file.pdf");
        resource(2)
                .set("photo", JSON.createArrayNode().add(JSON.createObjectNode().put("data", "AAAA")));
        refused("DocumentReference.content.attachment", "Patient.photo.data");
    }

    @Test
    void refusesWhatDoesNotSayWhatItIs() {
        bundle.remove("type");
        ((ObjectNode) bundle.at("/entry/2"))
                .set("request", JSON.createObjectNode().put("url", "x"));
        refused("Bundle.type", "Bundle.entry.request.method");
        bundle.put("type", "message");
        ((ObjectNode) bundle.at("/entry/2")).remove("request");
        resource(1).remove(List.of("status", "intent", "subject"));
        resource(8).remove(List.of("status", "content"));
        add("""
                {"resourceType": "Task", "intent": "order"}""");
        refused(
                "Task.status",
                "ServiceRequest.status",
                "ServiceRequest.intent",
                "ServiceRequest.subject",
                "DocumentReference.status",
                "DocumentReference.content");
    }

    @Test
    void refusesAReferralWithoutANumberOfItsOwn() {
        resource(1).remove("identifier");
        refused("ServiceRequest.identifier");
    }

    @Test
    void refusesOtherBundlesVerbsAndSignatures() {
        bundle.put("type", "batch");
        ((ObjectNode) bundle.at("/entry/2"))
                .set("request", JSON.createObjectNode().put("method", "DELETE").put("url", "x"));
        refused("Bundle.type", "Bundle.entry.request.method");
    }

    @Test
    void refusesWhatIsNoFhir() {
        for (var text :
                List.of("", "[]", "{}", "{\"resourceType\": \"Referral\"}", "{\"resourceType\": \"Patient\", ")) {
            assertThatThrownBy(() -> FhirReferral.read(text, CLOCK))
                    .as(text)
                    .isInstanceOf(NotUnderstoodException.class)
                    .asInstanceOf(type(NotUnderstoodException.class))
                    .matches(e -> !e.isFhir());
        }
        assertThatThrownBy(() -> FhirReferral.read(
                        BUNDLE.replaceFirst("\"gender\": \"female\"", "\"gender\": \"female\", \"gender\": \"male\""),
                        CLOCK))
                .as("of two the parser would take one")
                .isInstanceOf(NotUnderstoodException.class);
    }

    private void refused(String... paths) {
        assertThatThrownBy(this::read).isInstanceOfSatisfying(NotUnderstoodException.class, e -> {
            assertThat(e.problems()).containsOnlyKeys(paths);
            assertThat(e.problems().toString() + e.getMessage()).doesNotContain("zqkanari");
        });
    }

    private Arrived read() throws NotUnderstoodException {
        return FhirReferral.read(bundle.toString(), CLOCK);
    }

    private ObjectNode resource(int entry) {
        return (ObjectNode) bundle.at("/entry/" + entry + "/resource");
    }

    private void add(String resource) {
        try {
            ((ArrayNode) bundle.get("entry")).add(JSON.createObjectNode().set("resource", JSON.readTree(resource)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void putBefore(ObjectNode resource, String element, String json) throws Exception {
        ((ArrayNode) resource.get(element)).insert(0, JSON.readTree(json));
    }

    private static ObjectNode extension() {
        return JSON.createObjectNode().put("url", "http://example.org/not").put("valueBoolean", true);
    }

    private static String withoutTags(String div) {
        return div.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    }

    private static void collect(JsonNode node, String path, List<String> said) {
        Consumer<JsonNode> leaf = value -> {
            var name = path.substring(path.lastIndexOf('/') + 1);
            var both = path.substring(path.lastIndexOf('/', Math.max(path.lastIndexOf('/') - 1, 0)) + 1);
            if (!OF_THE_TRANSPORT.contains(name)
                    && !OF_THE_TRANSPORT.contains(both)
                    && !OF_THE_TRANSPORT.contains(name + "/" + value.asText())
                    && !value.asText().startsWith("Binary/")) {
                var words = name.equals("div") ? withoutTags(value.asText()) : value.asText();
                if (!words.equals(SAID_AGAIN)) {
                    said.add(words);
                }
            }
        };
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> collect(field.getValue(), path + "/" + field.getKey(), said));
        } else if (node.isArray()) {
            node.forEach(one -> collect(one, path, said));
        } else {
            leaf.accept(node);
        }
    }
}
