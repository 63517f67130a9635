package care.handrail.referrals;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The services that the clinic refers to, as {@code referrals/services.yaml} names them. */
public final class ServiceDirectory {

    private static final String FILE = "/referrals/services.yaml";

    private final Map<String, ReceivingService> services;

    private ServiceDirectory(Map<String, ReceivingService> services) {
        this.services = services;
    }

    /** Reads the file that is shipped. */
    public static ServiceDirectory shipped() {
        try (InputStream in = Objects.requireNonNull(ServiceDirectory.class.getResourceAsStream(FILE), FILE)) {
            return new ServiceDirectory(new YAMLMapper().readValue(in, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a directory of other services. */
    static ServiceDirectory of(Map<String, ReceivingService> services) {
        return new ServiceDirectory(services);
    }

    /** Returns the codes of all services. */
    public Set<String> codes() {
        return services.keySet();
    }

    public Optional<ReceivingService> find(String code) {
        return Optional.ofNullable(services.get(code));
    }

    /** Returns the service, or fails: what a referral names stands in the directory until the referral has ended. */
    public ReceivingService require(String code) {
        return find(code).orElseThrow(() -> new IllegalStateException("The directory has no service " + code + "."));
    }

    /** Returns the code of the service that letters call so; empty when there is none. */
    Optional<String> codeOf(String name) {
        return services.entrySet().stream()
                .filter(service -> service.getValue().name().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * A service that takes referrals.
     *
     * @param recipient what {@code consent/purposes.yaml} calls it
     * @param endpoint e-mail address, or base of a FHIR server; null when it has neither
     * @param post lines of the postal address, by which everything can go
     */
    public record ReceivingService(
            String name,
            String recipient,
            Channel channel,
            @Nullable String endpoint,
            Format format,
            List<String> post,
            String telephone) {}

    /** By what way a service takes referrals. */
    public enum Channel {
        @JsonProperty("email")
        EMAIL("email"),
        @JsonProperty("fhir")
        FHIR("secure-transfer"),
        @JsonProperty("print")
        PRINT("letter");

        private final String code;

        Channel(String code) {
            this.code = code;
        }

        /** Returns what {@code consent/purposes.yaml} calls it. */
        public String code() {
            return code;
        }
    }

    /** In what form a service takes referrals. */
    public enum Format {
        @JsonProperty("pdf")
        PDF,
        @JsonProperty("fhir-bundle")
        FHIR_BUNDLE
    }
}
