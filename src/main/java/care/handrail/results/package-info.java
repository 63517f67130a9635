/** Results of tests: ordered, matched with the patient, reviewed by a clinician, and told to the patient. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "shared",
            "audit",
            "access",
            "pathways",
            "records",
            "patients",
            "consent",
            "correspondence"
        })
@NullMarked
package care.handrail.results;

import org.jspecify.annotations.NullMarked;
