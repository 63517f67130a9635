/** The page, and the route for programs, by which a record is opened in an emergency. */
@NullMarked
package care.handrail.incidents.web;

import org.jspecify.annotations.NullMarked;
