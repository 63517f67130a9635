package care.handrail.pathways;

/** The work item is somebody else's, or is done already. Answered with status 409. */
public class WorkItemTakenException extends RuntimeException {

    public WorkItemTakenException(String sentence) {
        super(sentence);
    }
}
