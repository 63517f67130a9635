package care.handrail.referrals.web;

import care.handrail.pathways.InvalidFormException;
import care.handrail.referrals.InboundReferrals;
import care.handrail.referrals.InboundReferrals.DifferentReferralException;
import care.handrail.referrals.InboundReferrals.Receipt;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.web.bind.annotation.RestController;

/** Takes in referrals to us. */
@RestController
@Tag(name = "Referrals to us")
class InboundReferralController {

    private final InboundReferrals referrals;

    InboundReferralController(InboundReferrals referrals) {
        this.referrals = referrals;
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

    @ExceptionHandler
    ProblemDetail different(DifferentReferralException e) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        problem.setTitle("Not possible now");
        return problem;
    }
}
