/** Tables of this room. */
@NullMarked
package care.handrail.referrals.store;

import org.jspecify.annotations.NullMarked;
