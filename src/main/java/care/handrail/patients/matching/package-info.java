/** Tells how likely it is that two descriptions are of one person; it reads and writes nothing. */
@NullMarked
package care.handrail.patients.matching;

import org.jspecify.annotations.NullMarked;
