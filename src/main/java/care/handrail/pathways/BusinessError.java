package care.handrail.pathways;

/** An outcome that the diagram expects and catches with an error boundary event; never a programming mistake. */
public class BusinessError extends RuntimeException {

    private final String code;

    public BusinessError(String code) {
        super(code);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
