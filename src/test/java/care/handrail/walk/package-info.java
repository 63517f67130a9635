/** Leads many referrals and results through the whole clinic at random, and counts whether one is lost. */
@NullMarked
package care.handrail.walk;

import org.jspecify.annotations.NullMarked;
