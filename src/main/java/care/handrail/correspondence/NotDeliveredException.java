package care.handrail.correspondence;

/** Something was not accepted, or nobody can tell whether it was. */
public final class NotDeliveredException extends Exception {

    /** What follows. */
    public enum Kind {
        /** It was not accepted, and may be later: the other side cannot be reached, or is busy. */
        LATER,
        /** It was refused, and would be again. */
        REFUSED,
        /** It was handed over, and no answer came. */
        UNCERTAIN
    }

    private final Kind kind;
    private final String problem;

    /**
     * @param problem code of what went wrong, one of {@code correspondenceProblem}; never what the other side said, which
     *     may hold addresses
     */
    public NotDeliveredException(Kind kind, String problem) {
        super(problem);
        this.kind = kind;
        this.problem = problem;
    }

    public Kind kind() {
        return kind;
    }

    public String problem() {
        return problem;
    }
}
