/** Who was told or agreed to what, and whether data about a patient may be used for a purpose now. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"shared", "audit", "access", "pathways", "records", "patients"})
@NullMarked
package care.handrail.consent;

import org.jspecify.annotations.NullMarked;
