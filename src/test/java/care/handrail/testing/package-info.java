/** What the tests of every room share: one running clinic per database, its staff, its clock and its jobs. */
@NullMarked
package care.handrail.testing;

import org.jspecify.annotations.NullMarked;
