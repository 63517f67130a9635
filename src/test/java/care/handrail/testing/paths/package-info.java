/** Walks a process on an in-memory engine, and measures which of its elements the walks pass. */
@NullMarked
package care.handrail.testing.paths;

import org.jspecify.annotations.NullMarked;
