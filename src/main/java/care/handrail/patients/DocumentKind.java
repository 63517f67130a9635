package care.handrail.patients;

import care.handrail.access.DataClass;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a document is; this decides who may see it, and whether a clinician has to read it. */
public enum DocumentKind {
    REFERRAL_LETTER(DataClass.CLINICAL),
    CLINIC_LETTER(DataClass.CLINICAL),
    DISCHARGE_SUMMARY(DataClass.CLINICAL),
    TEST_RESULT(DataClass.CLINICAL),
    CLINICAL_PICTURE(DataClass.CLINICAL),
    PROOF_OF_IDENTITY(DataClass.IDENTITY),
    OFFICE_LETTER(DataClass.CONTACT),
    BILL(DataClass.BILLING);

    private final DataClass dataClass;

    DocumentKind(DataClass dataClass) {
        this.dataClass = dataClass;
    }

    /** Returns the class of data that all of the document counts as. */
    public DataClass dataClass() {
        return dataClass;
    }

    /** Tells whether it may say something about the patient's health, so that a clinician has to read it. */
    public boolean isClinical() {
        return dataClass == DataClass.CLINICAL;
    }

    /** Returns the code that diagrams and forms use, for example {@code clinic-letter}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the kind in words, for example "clinic letter". */
    public String words() {
        return code().replace('-', ' ');
    }

    /** Returns the kind of a code; empty when there is none. */
    public static Optional<DocumentKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
