package care.handrail.referrals;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What referrals are sent with.
 *
 * @param fhirTokens the token that a FHIR server asks for, by the code of the service
 */
@ConfigurationProperties("handrail.referrals")
record ReferralProperties(@DefaultValue Map<String, String> fhirTokens) {

    /** Returns nothing of the tokens, because it would end up in logs. */
    @Override
    public String toString() {
        return "ReferralProperties";
    }
}
