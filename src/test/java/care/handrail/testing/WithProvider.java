package care.handrail.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts an identity provider and makes it known to the clinic. */
class WithProvider implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext clinic) {
        var provider = new ProviderDouble();
        clinic.getBeanFactory().registerSingleton("providerDouble", provider);
        TestPropertyValues.of(
                        "HANDRAIL_OIDC_ISSUER=" + provider.issuer(),
                        "HANDRAIL_OIDC_CLIENT_ID=" + ProviderDouble.CLIENT,
                        "HANDRAIL_OIDC_CLIENT_SECRET=" + ProviderDouble.SECRET,
                        "handrail.oidc.roles.clinician=Doctors,Consultants",
                        "handrail.oidc.roles.reception=Front desk",
                        "handrail.oidc.roles.administrator=IT",
                        "handrail.oidc.amr=mfa,hwk",
                        "handrail.oidc.acr=urn:example:two-factors")
                .applyTo(clinic);
    }
}
