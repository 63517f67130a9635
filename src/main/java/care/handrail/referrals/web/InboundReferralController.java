package care.handrail.referrals.web;

import care.handrail.pathways.InvalidFormException;
import care.handrail.patients.ScannerSilentException;
import care.handrail.referrals.InboundReferrals;
import care.handrail.referrals.InboundReferrals.DifferentReferralException;
import care.handrail.referrals.InboundReferrals.Receipt;
import care.handrail.referrals.fhir.FhirReferral;
import care.handrail.referrals.fhir.NotUnderstoodException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes in referrals to us. */
@RestController
@Tag(name = "Referrals to us")
class InboundReferralController {

    /** As base64, the largest file that is taken in, and some words. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final InboundReferrals referrals;
    private final Clock clock;

    InboundReferralController(InboundReferrals referrals, Clock clock) {
        this.referrals = referrals;
        this.clock = clock;
    }

    @Operation(
            summary = "Refer a patient to us",
            description = """
                    A field of this object is a field of the form `TakeReferral`, by the same rules. The answer acknowledges it: \
                    it is here for good and somebody's work, also when something is missing. With a `senderReference` it is \
                    taken in once: the same one again is answered with the same receipt, another one with 409. Permission: \
                    reception or care coordination.""",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(examples = @ExampleObject("""
                                    {"referralSender": "gp", "senderReference": "GP-4711", "site": "north",
                                     "serviceLine": "physiotherapy", "referrerName": "Dr Example",
                                     "referrerAddress": "The surgery\\nSampleford", "givenName": "Ottoline",
                                     "surname": "Example", "dateOfBirth": "1951-07-04", "phone": "01632 960000",
                                     "referralReason": "Knee pain since March."}"""))))
    @ApiResponse(responseCode = "201", description = "It is here for good.")
    @ApiResponse(responseCode = "200", description = "It was here already; nothing was changed.")
    @ApiResponse(responseCode = "400", description = "A field needs attention; nothing was kept.", content = @Content)
    @ApiResponse(responseCode = "409", description = "Another one came with this reference.", content = @Content)
    @PostMapping(path = "/api/inbound-referrals", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Receipt> take(@RequestBody Map<String, @Nullable Object> fields) {
        var values = new HashMap<String, Object>();
        fields.forEach((key, value) -> {
            if (value instanceof Map || value instanceof Iterable) {
                throw new InvalidFormException(Map.of(key, "Give one value, not a list or an object."));
            }
            if (value != null) {
                values.put(key, value);
            }
        });
        var receipt = referrals.take(values);
        return ResponseEntity.status(receipt.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(receipt);
    }

    @Operation(summary = "Refer a patient to us in FHIR", description = """
                    One referral in FHIR R4: a Bundle of type transaction or message, or a ServiceRequest that contains its \
                    patient. `docs/referrals-in-fhir.md` says what becomes of each element: nothing of it is left out. The \
                    answer is a Task with our reference, or an OperationOutcome that names what is not taken in. \
                    Permission: reception or care coordination.""")
    @ApiResponse(responseCode = "201", description = "It is here for good.")
    @ApiResponse(responseCode = "200", description = "It was here already; nothing was changed.")
    @ApiResponse(responseCode = "400", description = "This is no FHIR R4 resource in JSON.", content = @Content)
    @ApiResponse(responseCode = "409", description = "Another one came with this identifier.", content = @Content)
    @ApiResponse(responseCode = "413", description = "It is larger than 32 MB.", content = @Content)
    @ApiResponse(responseCode = "422", description = "It is not taken in, and nothing was kept.", content = @Content)
    @ApiResponse(responseCode = "503", description = "The check for viruses does not answer.", content = @Content)
    @PostMapping(path = "/api/inbound-referrals", consumes = FhirAnswers.JSON)
    ResponseEntity<String> takeFhir(
            @Parameter(description = "Who refers: gp, hospital or other-provider.") @RequestParam String referralSender,
            @Parameter(description = "Code of the site that is asked.") @RequestParam String site,
            @Parameter(description = "Code of the service that is asked.") @RequestParam String serviceLine,
            HttpServletRequest request)
            throws IOException {
        var body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return FhirAnswers.refused(
                    HttpStatus.PAYLOAD_TOO_LARGE, Map.of("resource", "Send at most 32 MB, and tell us of the rest."));
        }
        try {
            var arrived = FhirReferral.read(new String(body, StandardCharsets.UTF_8), clock);
            var values = new HashMap<>(arrived.values());
            values.putAll(Map.of("referralSender", referralSender, "site", site, "serviceLine", serviceLine));
            return FhirAnswers.taken(referrals.take(values, arrived.enclosed()));
        } catch (NotUnderstoodException e) {
            return FhirAnswers.refused(
                    e.isFhir() ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.BAD_REQUEST, e.problems());
        } catch (InvalidFormException e) {
            return FhirAnswers.refused(HttpStatus.UNPROCESSABLE_ENTITY, e.problems());
        } catch (DifferentReferralException e) {
            return FhirAnswers.refused(
                    HttpStatus.CONFLICT, Map.of("ServiceRequest.identifier", String.valueOf(e.getMessage())));
        } catch (ScannerSilentException e) {
            return FhirAnswers.refused(
                    HttpStatus.SERVICE_UNAVAILABLE, Map.of("DocumentReference", String.valueOf(e.getMessage())));
        }
    }

    @ExceptionHandler
    ProblemDetail different(DifferentReferralException e) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        problem.setTitle("Not possible now");
        return problem;
    }
}
