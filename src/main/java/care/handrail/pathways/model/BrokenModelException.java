package care.handrail.pathways.model;

import java.util.List;
import java.util.stream.Collectors;

/** A file of a release cannot be used as it stands; carries a sentence for each problem. */
public class BrokenModelException extends RuntimeException {

    private final transient List<Problem> problems;

    public BrokenModelException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * What is wrong with an element of a file.
     *
     * @param file name within the release, for example {@code patients/Registration.bpmn}
     * @param element id of the element, key of the field or name of the variable; empty when the whole file is meant
     * @param sentence what is wrong and how to repair it
     */
    public record Problem(String file, String element, String sentence) {

        @Override
        public String toString() {
            return element.isEmpty() ? file + ": " + sentence : file + ", " + element + ": " + sentence;
        }
    }
}
