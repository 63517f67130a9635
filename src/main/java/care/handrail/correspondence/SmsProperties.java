package care.handrail.correspondence;

import care.handrail.shared.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The clinic's account with GOV.UK Notify.
 *
 * @param url of Notify's API
 * @param apiKey empty when the clinic sends no text messages
 * @param template id of a template of the account whose whole text is {@code ((body))}
 */
@ConfigurationProperties("handrail.correspondence.sms")
record SmsProperties(
        @DefaultValue("https://api.notifications.service.gov.uk")
        String url,

        @DefaultValue("") String apiKey,
        @DefaultValue("") String template) {

    /** A key ends with the service's id and the secret, each a UUID. */
    private static final String KEY = ".*-?[0-9a-f-]{36}-[0-9a-f-]{36}";

    SmsProperties {
        if (!apiKey.isEmpty() && (!apiKey.matches(KEY) || template.isEmpty())) {
            throw new StartRefusedException(
                    "The account with GOV.UK Notify is not complete.",
                    "Set handrail.correspondence.sms.api-key to the whole key and .template to the id of a template.");
        }
    }

    boolean isConfigured() {
        return !apiKey.isEmpty();
    }

    String serviceId() {
        return apiKey.substring(apiKey.length() - 73, apiKey.length() - 37);
    }

    String secret() {
        return apiKey.substring(apiKey.length() - 36);
    }

    /** Returns nothing of the key. */
    @Override
    public String toString() {
        return "SmsProperties[url=" + url + "]";
    }
}
