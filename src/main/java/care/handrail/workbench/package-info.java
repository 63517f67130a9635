/** What staff work with besides Tasklist and Cockpit: finding a patient, and one page with what they may see of them. */
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
            "episodes"
        })
@NullMarked
package care.handrail.workbench;

import org.jspecify.annotations.NullMarked;
