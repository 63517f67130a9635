/** The pages of the workbench. */
@NullMarked
package care.handrail.workbench.web;

import org.jspecify.annotations.NullMarked;
