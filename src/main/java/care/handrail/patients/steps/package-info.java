/** What the registration diagram calls. */
@NullMarked
package care.handrail.patients.steps;

import org.jspecify.annotations.NullMarked;
