/** Everything that touches the engine's internals: deployer, form boundary, variable guard, visibility, listeners. */
@NullMarked
package care.handrail.pathways.engine;

import org.jspecify.annotations.NullMarked;
