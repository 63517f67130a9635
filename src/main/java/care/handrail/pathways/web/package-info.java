/** The web API of work items and releases. */
@NullMarked
package care.handrail.pathways.web;

import org.jspecify.annotations.NullMarked;
