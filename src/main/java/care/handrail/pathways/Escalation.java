package care.handrail.pathways;

/** Tells the next role that work is late, as the table {@code EscalationLadder} says, until the work is done. */
public interface Escalation {

    /**
     * Raises the rung of the open work items of a step by one and tells the role of that rung. The role is given the work
     * itself when the table says so and the role may do the step's pile; otherwise it gets a work item of its own, once,
     * to look into the delay. Does nothing when the work has been done in the meantime. The patient's urgency stays as a
     * clinician set it.
     *
     * @param processInstanceId process instance in which the step is late
     * @param step id of the late user task in the diagram
     * @throws IllegalStateException when the diagram has no such user task, or the table names no role
     */
    void escalate(String processInstanceId, String step);
}
