package care.handrail.access;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The accounts of people for whom the clinic's identity provider vouches; there are none where there is no provider. */
@Component
public class ProviderAccounts {

    private final JdbcTemplate database;
    private final String issuer;

    /** @param issuer the provider's address; empty where the clinic has none */
    ProviderAccounts(JdbcTemplate database, @Value("${handrail.oidc.issuer:}") String issuer) {
        this.database = database;
        this.issuer = issuer;
    }

    /** Returns the user id of whom the provider knows by the subject; names may change there, a subject does not. */
    public Optional<String> userId(String subject) {
        return database
                .queryForList(
                        "select USER_ID from PROVIDER_ACCOUNT where ISSUER = ? and SUBJECT = ?",
                        String.class,
                        issuer,
                        subject)
                .stream()
                .findFirst();
    }

    /** Tells whether the account is one of the provider's, whose password nobody knows. */
    public boolean contains(String userId) {
        return !issuer.isEmpty()
                && !database.queryForList(
                                "select 1 from PROVIDER_ACCOUNT where USER_ID = ? and ISSUER = ?", userId, issuer)
                        .isEmpty();
    }

    /** Says that the account belongs to the person whom the provider knows by the subject. */
    public void add(String subject, String userId) {
        database.update(
                "insert into PROVIDER_ACCOUNT (ISSUER, SUBJECT, USER_ID) values (?, ?, ?)", issuer, subject, userId);
    }
}
