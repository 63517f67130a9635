/** The page from which letters are printed. */
@NullMarked
package care.handrail.correspondence.web;

import org.jspecify.annotations.NullMarked;
