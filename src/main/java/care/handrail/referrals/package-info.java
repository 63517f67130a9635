/** Referrals to other services and from them, followed until a clinician closes them. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "shared",
            "audit",
            "access",
            "pathways",
            "records",
            "patients",
            "consent",
            "correspondence",
            "signoffs"
        })
@NullMarked
package care.handrail.referrals;

import org.jspecify.annotations.NullMarked;
