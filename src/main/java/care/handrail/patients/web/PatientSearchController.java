package care.handrail.patients.web;

import care.handrail.patients.PatientSearch;
import care.handrail.patients.PatientSearch.Asked;
import care.handrail.patients.PatientSearch.Found;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Finds patients. What is looked for stands in the body, because addresses are kept in histories and logs. */
@RestController
@Tag(name = "Patients")
class PatientSearchController {

    private final PatientSearch search;

    PatientSearchController(PatientSearch search) {
        this.search = search;
    }

    @Operation(summary = "Search for patients", description = """
                    By surname, given name, date of birth (year-month-day), NHS number and telephone; every field that is \
                    given has to fit. Names are found by their sound; where nobody fits exactly, those who come near are \
                    shown and `nearly` is true. At most 20 are shown and the others are counted. The search is recorded, \
                    and each patient shown. Permission: reception, care coordination, clinicians; of patients whom a \
                    clinician does not treat only name and year of birth are shown.""")
    @ApiResponse(responseCode = "200", description = "Who fits, the most likely first; perhaps nobody.")
    @ApiResponse(responseCode = "400", description = "A field cannot be searched by.", content = @Content)
    @ApiResponse(responseCode = "403", description = "Your role does not search.", content = @Content)
    @ApiResponse(responseCode = "429", description = "You have searched too often.", content = @Content)
    @PostMapping(path = "/api/patients/search", consumes = MediaType.APPLICATION_JSON_VALUE)
    Found search(@RequestBody Asked asked) {
        return search.search(asked);
    }
}
