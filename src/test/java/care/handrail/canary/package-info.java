/** Follows marked values through the whole clinic, and looks where they have come to. */
@NullMarked
package care.handrail.canary;

import org.jspecify.annotations.NullMarked;
