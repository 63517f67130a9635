/** Looks for what was left behind, without trusting the engine: its own schedule, its own questions to the database. */
@NullMarked
package care.handrail.pathways.watchdog;

import org.jspecify.annotations.NullMarked;
