/** Writes {@code docs/pathways/} from the models, and fails the build when it is stale. */
@NullMarked
package care.handrail.pathways.docs;

import org.jspecify.annotations.NullMarked;
