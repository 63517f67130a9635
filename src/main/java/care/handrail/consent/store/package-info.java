/** Keeps consents, and the texts that were given, in the database. */
@NullMarked
package care.handrail.consent.store;

import org.jspecify.annotations.NullMarked;
