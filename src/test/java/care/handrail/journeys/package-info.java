/** Browser journeys: the clinic as its people see it, in Chromium. */
@NullMarked
package care.handrail.journeys;

import org.jspecify.annotations.NullMarked;
