package care.handrail.pathways.engine;

/**
 * A step failed. The engine writes this message and stack trace into its job and incident tables, so it keeps the place
 * and the kind of the failure, and its sentence only where that is one of our own.
 */
final class StepFailedException extends RuntimeException {

    StepFailedException(String step, RuntimeException failure) {
        super("The step '" + step + "' failed: " + kind(failure));
        setStackTrace(failure.getStackTrace());
    }

    private static String kind(Throwable failure) {
        String name = failure.getClass().getName();
        return name.startsWith("care.handrail.") ? name + ": " + failure.getMessage() : name;
    }
}
