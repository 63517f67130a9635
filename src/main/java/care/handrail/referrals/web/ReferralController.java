package care.handrail.referrals.web;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.InvalidFormException;
import care.handrail.referrals.ReferralBundle;
import care.handrail.referrals.ReferralNews;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a service tells about a referral that we sent it. */
@RestController
@RequestMapping("/api/referrals/{id}")
@Tag(name = "Referrals")
class ReferralController {

    private static final String FHIR_JSON = "application/fhir+json";

    private final ReferralNews referralNews;
    private final FhirContext fhir = FhirContext.forR4();

    ReferralController(ReferralNews referralNews) {
        this.referralNews = referralNews;
    }

    /**
     * What a service tells.
     *
     * @param service code of the service that tells it, as it stands in our directory; without it a person asks who it was
     *     when the referral has gone to several
     * @param event {@code received}, {@code info-needed}, {@code accepted}, {@code rejected}, {@code scheduled},
     *     {@code attended}, {@code no-show} or {@code report-back}
     * @param appointment day, as {@code 2026-03-09}
     * @param note the reason, the question or the report
     */
    record News(
            @JsonProperty("service") @Nullable String service,
            @JsonProperty("event") @Nullable String event,
            @JsonProperty("appointment") @Nullable String appointment,
            @JsonProperty("note") @Nullable String note) {

        @Override
        public String toString() {
            return "News";
        }
    }

    @Operation(summary = "Tell something about a referral", description = """
                    Early, late, twice or in another order: the referral takes it when it can, and a person looks at what \
                    cannot be true. Permission: reception or care coordination, or a program with the scope referral-news:write.""")
    @ApiResponse(
            responseCode = "202",
            description = "Kept for good. The same key and content again get the same answer.")
    @ApiResponse(responseCode = "400", description = "Something is missing or not understood.", content = @Content)
    @ApiResponse(responseCode = "404", description = "There is no such referral.", content = @Content)
    @ApiResponse(responseCode = "409", description = "The key came before with another content.", content = @Content)
    @PostMapping(path = "/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Inbox.Receipt tell(
            @PathVariable String id,
            @Parameter(description = "Chosen by the sender, 8 to 128 characters: the same for the same news.")
                    @RequestHeader("Idempotency-Key")
                    String key,
            @RequestBody News news) {
        return referralNews.receive(id, key, news.service(), news.event(), day(news.appointment()), news.note());
    }

    @Operation(summary = "Update the task of a referral", description = """
                    The FHIR R4 Task that went out with the referral, with its new status, as FHIR systems answer. \
                    businessStatus.text may say scheduled, attended, no-show or info-needed; executionPeriod.start is the \
                    day of the appointment; the last note is the reason, the question or the report. The owner's identifier, as it went \
                    out, says which service tells it.""")
    @ApiResponse(
            responseCode = "202",
            description = "Kept for good. The same key and content again get the same answer.")
    @ApiResponse(responseCode = "400", description = "Something is missing or not understood.", content = @Content)
    @ApiResponse(responseCode = "404", description = "There is no such referral.", content = @Content)
    @PutMapping(path = "/task", consumes = FHIR_JSON)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Inbox.Receipt update(
            @PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody String resource) {
        Task task;
        try {
            task = fhir.newJsonParser().parseResource(Task.class, resource);
        } catch (DataFormatException | ClassCastException e) {
            // The parser's own words may hold what was sent.
            throw new InvalidFormException(Map.of("task", "This is no FHIR R4 Task in JSON."));
        }
        return referralNews.receive(id, key, service(task), event(task), day(task), note(task));
    }

    /** A system that has put another owner in its place does not say which of our services it is. */
    private static @Nullable String service(Task task) {
        var owner = task.getOwner().getIdentifier();
        return ReferralBundle.SERVICE.equals(owner.getSystem()) ? owner.getValue() : null;
    }

    private static @Nullable String event(Task task) {
        var business = task.getBusinessStatus().getText();
        if (business != null) {
            return business;
        }
        return task.getStatus() == null
                ? null
                : switch (task.getStatus()) {
                    case RECEIVED -> "received";
                    case ACCEPTED, READY, INPROGRESS -> "accepted";
                    case REJECTED, CANCELLED, FAILED -> "rejected";
                    case ONHOLD -> "info-needed";
                    case COMPLETED -> "report-back";
                    default -> null;
                };
    }

    private static @Nullable LocalDate day(Task task) {
        var start = task.getExecutionPeriod().getStartElement();
        return start.isEmpty()
                ? null
                : day(start.getValueAsString()
                        .substring(0, Math.min(10, start.getValueAsString().length())));
    }

    private static @Nullable String note(Task task) {
        return task.getNote().isEmpty()
                ? null
                : task.getNote().get(task.getNote().size() - 1).getText();
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidFormException(Map.of("appointment", "Write the day as 2026-03-09."));
        }
    }
}
