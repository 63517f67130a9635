/** Shows and takes back, over HTTP, who is decided to be the same person. */
@NullMarked
package care.handrail.patients.web;

import org.jspecify.annotations.NullMarked;
