/** The routes by which laboratories send results. */
@NullMarked
package care.handrail.results.web;

import org.jspecify.annotations.NullMarked;
