/** The REST interface of this room. */
@NullMarked
package care.handrail.referrals.web;

import org.jspecify.annotations.NullMarked;
