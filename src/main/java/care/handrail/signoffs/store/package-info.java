/** The tables of sign-offs and signatures. */
@NullMarked
package care.handrail.signoffs.store;

import org.jspecify.annotations.NullMarked;
