package care.handrail.consent.web;

import care.handrail.consent.ConsentView;
import care.handrail.consent.Consents.Part;
import care.handrail.consent.Consents.Said;
import care.handrail.consent.Consents.Version;
import care.handrail.consent.Performer;
import care.handrail.consent.StaffConsents;
import care.handrail.pathways.InvalidFormException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows a patient's consents to staff, and records a new one. */
@RestController
@RequestMapping("/api/patients/{patientId}/consents")
@Tag(name = "Consents")
class ConsentController {

    private static final Set<String> AUTHORITIES =
            Set.of("competence-assessed", "parental-responsibility", "court-order", "power-of-attorney");
    private static final Set<String> WAYS = Set.of("in-person", "telephone", "letter", "email", "portal");

    private final StaffConsents consents;

    ConsentController(StaffConsents consents) {
        this.consents = consents;
    }

    @Operation(summary = "Look at a patient's consents", description = """
                    What holds for each purpose, with its lawful basis, and everything that was ever recorded. The view \
                    is recorded. Permission: to view data of class contact; a clinician has to be on the care team.""")
    @ApiResponse(responseCode = "200", description = "The consents.")
    @ApiResponse(responseCode = "404", description = "There is no such patient for you.")
    @GetMapping
    ConsentView view(@PathVariable String patientId) {
        return consents.view(patientId);
    }

    @Operation(summary = "Record a consent", description = """
                    That the patient, or somebody who may decide for the patient, agreed to a purpose, or to one \
                    recipient or channel of it, in which version of the declaration. A withdrawal is reported in \
                    Tasklist, where a second person confirms it. Permission: to create data of class contact.""")
    @ApiResponse(responseCode = "201", description = "What holds now.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ConsentView permit(@PathVariable String patientId, @RequestBody NewConsent consent) {
        return consents.permit(
                patientId,
                new Part(String.valueOf(consent.purpose()), consent.recipient(), consent.channel()),
                consent.text(),
                new Said(performer(consent.performer()), authority(consent.authority()), way(consent.way())));
    }

    /**
     * Who agreed to what.
     *
     * @param recipient left out for all recipients of the purpose
     * @param channel left out for all channels of the purpose
     * @param text the version of the declaration; left out where the purpose needs no consent
     * @param authority what was seen that shows that they may decide; left out for an adult patient
     * @param way how they told us
     */
    record NewConsent(
            @Nullable String purpose,
            @Nullable String recipient,
            @Nullable String channel,
            @Nullable Version text,
            @Nullable String performer,
            @Nullable String authority,
            @Nullable String way) {}

    private static Performer performer(@Nullable String code) {
        return Performer.ofCode(String.valueOf(code))
                .orElseThrow(() -> InvalidFormException.notOneOf(
                        "performer",
                        "performers",
                        Arrays.stream(Performer.values()).map(Performer::code)));
    }

    private static @Nullable String authority(@Nullable String code) {
        return code == null ? null : oneOf("authority", "authorities", code, AUTHORITIES);
    }

    private static String way(@Nullable String code) {
        return oneOf("way", "ways", String.valueOf(code), WAYS);
    }

    private static String oneOf(String field, String what, String code, Set<String> codes) {
        if (!codes.contains(code)) {
            throw InvalidFormException.notOneOf(field, what, codes.stream().sorted());
        }
        return code;
    }
}
