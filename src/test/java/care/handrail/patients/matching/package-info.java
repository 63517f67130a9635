/** Tests of the matching, and the tools that estimate and judge its parameters on labelled people. */
@NullMarked
package care.handrail.patients.matching;

import org.jspecify.annotations.NullMarked;
