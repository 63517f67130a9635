package care.handrail.patients;

/** There is no such patient, or no such link between patients. Answered with status 404. */
public class PatientNotFoundException extends RuntimeException {

    /** Takes a plain sentence without personal data. */
    public PatientNotFoundException(String sentence) {
        super(sentence);
    }
}
