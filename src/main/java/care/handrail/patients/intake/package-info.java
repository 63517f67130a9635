/** Documents that arrive: what they are, whether they are harmful, and where they stand. */
@NullMarked
package care.handrail.patients.intake;

import org.jspecify.annotations.NullMarked;
