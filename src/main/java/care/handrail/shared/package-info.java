/** Ids, the clock and the working calendar: what every room needs and no room owns. */
@org.springframework.modulith.ApplicationModule(type = org.springframework.modulith.ApplicationModule.Type.OPEN)
@NullMarked
package care.handrail.shared;

import org.jspecify.annotations.NullMarked;
