package care.handrail.patients.web;

import care.handrail.pathways.InvalidFormException;
import care.handrail.patients.Patients;
import care.handrail.patients.Patients.SamePersonLink;
import care.handrail.patients.UndoReason;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the decisions that two patients are one person, and takes a mistaken one back. */
@RestController
@RequestMapping("/api/patients/{patientId}/same-person")
@Tag(name = "Patients")
class SamePersonController {

    private final Patients patients;

    SamePersonController(Patients patients) {
        this.patients = patients;
    }

    @GetMapping
    List<SamePersonLink> links(@PathVariable String patientId) {
        return patients.links(patientId);
    }

    @PostMapping(path = "/{linkId}/undo", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void undo(@PathVariable String patientId, @PathVariable String linkId, @RequestBody Undo undo) {
        patients.undoSamePerson(patientId, linkId, reason(undo.reason()));
    }

    /** Why a decision is taken back, as a code. */
    record Undo(String reason) {}

    private static UndoReason reason(String code) {
        return UndoReason.ofCode(code)
                .orElseThrow(() -> InvalidFormException.notOneOf(
                        "reason", "reasons", Arrays.stream(UndoReason.values()).map(UndoReason::code)));
    }
}
