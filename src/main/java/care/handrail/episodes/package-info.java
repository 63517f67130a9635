/** An episode of care, from enquiry through assessment, treatment and follow-up to discharge. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "shared",
            "audit",
            "access",
            "pathways",
            "records",
            "patients",
            "consent",
            "signoffs",
            "referrals",
            "results"
        })
@NullMarked
package care.handrail.episodes;

import org.jspecify.annotations.NullMarked;
