/** Keeps patients and the decisions about who is the same person. */
@NullMarked
package care.handrail.patients.store;

import org.jspecify.annotations.NullMarked;
