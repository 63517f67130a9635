package care.handrail.access.web;

import care.handrail.access.Role;
import care.handrail.shared.StartRefusedException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the clinic's identity provider says of its people, and what it means here.
 *
 * @param issuer the provider's address, under which its discovery document lies
 * @param clientId what the provider calls this clinic
 * @param clientSecret the secret that goes with it
 * @param userClaim the claim that holds the user name; of an e-mail address the part before the {@code @} is taken
 * @param groupsClaim the claim that holds the person's groups
 * @param roles the groups that have each role, by the role's name
 * @param amr methods (RFC 8176) by which the provider says that a second factor was shown there, and is believed
 * @param acr classes of sign-in (OpenID Connect Core, 2) of which the same is believed
 */
@ConfigurationProperties("handrail.oidc")
record ProviderProperties(
        String issuer,
        String clientId,
        String clientSecret,
        @DefaultValue("preferred_username") String userClaim,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue Map<String, List<String>> roles,
        @DefaultValue Set<String> amr,
        @DefaultValue Set<String> acr) {

    ProviderProperties {
        roles = Map.copyOf(roles);
        for (var name : roles.keySet()) {
            if (Role.ofGroup(name).isEmpty()) {
                throw new StartRefusedException(
                        "handrail.oidc.roles names \"" + name + "\", which is no role of the clinic.",
                        "Use the names of docs/security.md, such as care-coordination.");
            }
        }
    }

    /** Returns the roles of somebody who is in the groups; a group that nobody named gives none. */
    Set<Role> rolesOf(Collection<String> groups) {
        var held = EnumSet.noneOf(Role.class);
        roles.forEach((name, having) -> {
            if (having.stream().anyMatch(groups::contains)) {
                Role.ofGroup(name).ifPresent(held::add);
            }
        });
        return held;
    }
}
