package care.handrail.shared;

/**
 * The clinic cannot start as it stands, and a person can mend it. The start ends with these sentences instead of a stack
 * trace.
 */
public class StartRefusedException extends RuntimeException {

    private final String problem;
    private final String whatToDo;

    /** Takes a sentence that says what is wrong, and one that says what to do about it. */
    public StartRefusedException(String problem, String whatToDo) {
        super(problem + " " + whatToDo);
        this.problem = problem;
        this.whatToDo = whatToDo;
    }

    String problem() {
        return problem;
    }

    String whatToDo() {
        return whatToDo;
    }
}
