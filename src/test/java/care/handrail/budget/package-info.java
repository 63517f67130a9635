/** What the main pathway costs the database: held to a budget, and compared with the bare engine. */
@NullMarked
package care.handrail.budget;

import org.jspecify.annotations.NullMarked;
