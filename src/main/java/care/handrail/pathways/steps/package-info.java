/** The steps of every pathway that belong to no clinical room. */
@NullMarked
package care.handrail.pathways.steps;

import org.jspecify.annotations.NullMarked;
