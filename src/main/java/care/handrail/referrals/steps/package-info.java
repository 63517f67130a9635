/** What the diagrams of this room call. */
@NullMarked
package care.handrail.referrals.steps;

import org.jspecify.annotations.NullMarked;
