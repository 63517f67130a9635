/** What a release consists of, read strictly from its files: variables, forms and the expressions in diagrams. */
@NullMarked
package care.handrail.pathways.model;

import org.jspecify.annotations.NullMarked;
