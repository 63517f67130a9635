package care.handrail.pathways.lint;

/**
 * What is wrong with an element of a release.
 *
 * @param ruleId the rule that is broken, for example {@code user-task-queue}
 * @param file name within the release, for example {@code patients/Registration.bpmn}
 * @param element id of the element, key of the field or name of the variable; empty when the whole file is meant
 * @param sentence what is wrong and how to repair it
 */
public record Finding(String ruleId, Severity severity, String file, String element, String sentence) {

    /** How much it matters. */
    public enum Severity {
        /** The release must not be deployed. */
        ERROR,
        /** A person should look; the release works. */
        WARNING
    }

    /** Returns file, element and sentence in one line, for people. */
    @Override
    public String toString() {
        return (element.isEmpty() ? file : file + ", " + element) + ": " + sentence + " [" + ruleId + "]";
    }
}
