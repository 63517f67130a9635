/** The web API of work items, releases and the watchdog. */
@NullMarked
package care.handrail.pathways.web;

import org.jspecify.annotations.NullMarked;
