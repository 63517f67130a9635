package care.handrail.records.web;

import care.handrail.pathways.InvalidFormException;
import care.handrail.records.ShreddingReason;
import care.handrail.records.Shreddings;
import care.handrail.records.Shreddings.Shredding;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
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

/** Takes in that a patient's record is to be destroyed, and what a second person decides. */
@RestController
@RequestMapping("/api/records/shreddings")
@Tag(name = "Keys of the records")
class ShreddingController {

    private final Shreddings shreddings;

    ShreddingController(Shreddings shreddings) {
        this.shreddings = shreddings;
    }

    /**
     * Whose record is to be destroyed.
     *
     * @param patientId opaque id, as the audit trail names the patient
     * @param reason a code of {@link ShreddingReason}
     */
    record Asking(@Nullable String patientId, @Nullable String reason) {}

    /** @param id what the second person decides about */
    record Asked(String id) {}

    @Operation(
            summary = "Ask that a patient's record be destroyed",
            description = "Refused while an episode of the patient is open, or the record must be kept. Another person"
                    + " has to approve. Permission: compliance.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Asked ask(@RequestBody Asking asking) {
        var reason = Arrays.stream(ShreddingReason.values())
                .filter(known -> known.name().equals(asking.reason()))
                .findFirst()
                .orElseThrow(() -> InvalidFormException.notOneOf(
                        "reason",
                        "reasons",
                        Arrays.stream(ShreddingReason.values()).map(Enum::name)));
        return new Asked(shreddings.ask(String.valueOf(asking.patientId()), reason));
    }

    @Operation(
            summary = "Show what nobody has decided about yet",
            description = "Permission: compliance or clinical governance.")
    @GetMapping
    List<Shredding> undecided() {
        return shreddings.undecided();
    }

    @Operation(
            summary = "Destroy the record",
            description =
                    "Nobody can undo it, and no backup brings it back. Permission: clinical governance, and another"
                            + " person than the one who asked.")
    @PostMapping("/{id}/approval")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void approve(@PathVariable String id) {
        shreddings.approve(id);
    }

    @Operation(summary = "Take back what was asked for", description = "Permission: compliance or clinical governance.")
    @PostMapping("/{id}/withdrawal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String id) {
        shreddings.withdraw(id);
    }
}
