/** The verbs that the diagrams of an episode call. */
@NullMarked
package care.handrail.episodes.steps;

import org.jspecify.annotations.NullMarked;
