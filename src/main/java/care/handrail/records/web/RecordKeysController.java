package care.handrail.records.web;

import care.handrail.records.RecordKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows how far a change of keys is, and asks for new ones. */
@RestController
@RequestMapping("/api/records/keys")
@Tag(name = "Keys of the records")
class RecordKeysController {

    private final RecordKeys keys;

    RecordKeysController(RecordKeys keys) {
        this.keys = keys;
    }

    @Operation(
            summary = "Show the master keys, and what is still to be moved",
            description = "A key that is `REMOVABLE` can leave the settings. Permission: administrator or compliance.")
    @GetMapping
    RecordKeys.Progress progress() {
        return keys.progress();
    }

    /**
     * Who is to get a new key.
     *
     * @param patientId null for all patients
     */
    record Renewal(@Nullable String patientId) {}

    /** @param patients how many are to get a new key */
    record Asked(int patients) {}

    @Operation(
            summary = "Encrypt anew under new keys",
            description = "One patient's record, or without `patientId` everybody's. It is done in the background; the"
                    + " progress shows how far it is. Permission: administrator.")
    @PostMapping(path = "/renewal", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Asked renew(@RequestBody Renewal renewal) {
        return new Asked(keys.renew(renewal.patientId()));
    }
}
