/** Seals the trail in signed batches, checks it, and proves single rows. */
@NullMarked
package care.handrail.audit.seal;

import org.jspecify.annotations.NullMarked;
