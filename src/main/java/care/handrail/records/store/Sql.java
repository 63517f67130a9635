package care.handrail.records.store;

import java.util.Collections;

/** What several statements need. */
final class Sql {

    private Sql() {}

    /** Returns as many question marks, with commas between them. */
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Returns the values of an insert of several rows at once: {@code (?, ?), (?, ?)}. */
    static String rows(int rows, int columns) {
        return String.join(", ", Collections.nCopies(rows, "(" + marks(columns) + ")"));
    }
}
