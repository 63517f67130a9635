/** Finding patients, who is decided to be the same person, and documents that arrive, over HTTP. */
@NullMarked
package care.handrail.patients.web;

import org.jspecify.annotations.NullMarked;
