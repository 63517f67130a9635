package care.handrail.episodes;

import java.util.Arrays;
import java.util.Optional;

/** A pathway that an enquiry can start. */
public enum Pathway {
    PATIENT("PatientPathway", "general-practice"),
    GP("GpPathway", "general-practice"),
    PHYSIOTHERAPY("PhysiotherapyPathway", "physiotherapy"),
    CARE_PROVIDER("CareProviderPathway", "home-care");

    private final String processId;
    private final String usualServiceLine;

    Pathway(String processId, String usualServiceLine) {
        this.processId = processId;
        this.usualServiceLine = usualServiceLine;
    }

    /** Returns the id of the process, which is also how the API names the pathway. */
    public String processId() {
        return processId;
    }

    /** Returns the service line of an imported row that does not say which. */
    public String usualServiceLine() {
        return usualServiceLine;
    }

    /** Returns the pathway of the process; empty for any other process. */
    public static Optional<Pathway> of(String processId) {
        return Arrays.stream(values())
                .filter(pathway -> pathway.processId.equals(processId))
                .findFirst();
    }
}
