package care.handrail.episodes.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands above the descriptions of the web API: {@code /swagger-ui.html} for people, {@code /v3/api-docs} for programs. */
@Configuration(proxyBeanMethods = false)
class ApiPage {

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Handrail")
                        .version("1")
                        .license(new License().name("Apache-2.0"))
                        .description("""
                                Sign in as a member of staff, with HTTP Basic. Each address says which role it asks for.

                                An error is answered as `application/problem+json` (RFC 9457): `detail` is a sentence \
                                that says what is wrong and what to do, and `fields`, where a form has several, holds \
                                one sentence for each field. Nothing that was sent comes back in an error."""))
                .components(new Components()
                        .addSecuritySchemes(
                                "staff",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")))
                .addSecurityItem(new SecurityRequirement().addList("staff"));
    }
}
