/** What staff work with besides Tasklist and Cockpit: finding a patient, the record on one page, what was left behind. */
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
