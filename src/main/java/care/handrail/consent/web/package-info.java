/** Shows and records a patient's consents over HTTP. */
@NullMarked
package care.handrail.consent.web;

import org.jspecify.annotations.NullMarked;
