/** What was asked to be sent, and how far it has come. */
@NullMarked
package care.handrail.correspondence.store;

import org.jspecify.annotations.NullMarked;
