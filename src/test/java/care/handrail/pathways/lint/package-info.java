/** Holds the lint to its rules, and the shipped models to the lint. */
@NullMarked
package care.handrail.pathways.lint;

import org.jspecify.annotations.NullMarked;
