/** Encrypts, keeps and finds what is recorded of patients. */
@NullMarked
package care.handrail.records.store;

import org.jspecify.annotations.NullMarked;
