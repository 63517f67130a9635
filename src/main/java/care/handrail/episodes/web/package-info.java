/** The web API of enquiries and episodes. */
@NullMarked
package care.handrail.episodes.web;

import org.jspecify.annotations.NullMarked;
