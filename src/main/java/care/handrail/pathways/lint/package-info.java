/** The rules that a diagram, decision table or form must keep; called by the build and by the deployer alike. */
@NullMarked
package care.handrail.pathways.lint;

import org.jspecify.annotations.NullMarked;
