package care.handrail.access.store;

import care.handrail.shared.Ids;
import care.handrail.shared.Sha256;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The table of the accounts of programs. Of a token only its SHA-256 is kept, which is enough: a token is 256 random bits,
 * and nobody guesses those however fast a hash is.
 */
@Component
public class ServiceAccounts {

    private static final String PREFIX = "hr_";

    private static final String SELECT = "select * from SERVICE_ACCOUNT";

    private final JdbcTemplate database;

    public ServiceAccounts(JdbcTemplate database) {
        this.database = database;
    }

    /** The account of a program. */
    public record ServiceAccount(
            String id,
            String name,
            Set<String> scopes,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        /** Tells whether the token still opens anything. */
        public boolean isOpen(Instant now) {
            return revokedAt == null && now.isBefore(expiresAt);
        }
    }

    /**
     * Creates an account and returns its token, which is kept nowhere.
     *
     * @throws org.springframework.dao.DuplicateKeyException when the name is taken
     */
    public String create(String name, Set<String> scopes, String createdBy, Duration validFor) {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        var token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var now = Instant.now();
        database.update(
                "insert into SERVICE_ACCOUNT (ID, NAME, SCOPES, TOKEN_HASH, CREATED_BY, CREATED_AT, EXPIRES_AT)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                Ids.next(),
                name,
                String.join(" ", scopes.stream().sorted().toList()),
                hash(token),
                createdBy,
                now.atOffset(ZoneOffset.UTC),
                now.plus(validFor).atOffset(ZoneOffset.UTC));
        return token;
    }

    /** Returns the account whose token this is, expired or revoked ones too. */
    public Optional<ServiceAccount> ofToken(String token) {
        return database.query(SELECT + " where TOKEN_HASH = ?", ServiceAccounts::read, hash(token)).stream()
                .findFirst();
    }

    public Optional<ServiceAccount> find(String id) {
        return database.query(SELECT + " where ID = ?", ServiceAccounts::read, id).stream()
                .findFirst();
    }

    /** Returns all accounts, the newest first. */
    public List<ServiceAccount> all() {
        return database.query(SELECT + " order by CREATED_AT desc, ID", ServiceAccounts::read);
    }

    /** Says that the account was used, to the minute. */
    public void used(String id) {
        var now = Instant.now().atOffset(ZoneOffset.UTC);
        database.update(
                "update SERVICE_ACCOUNT set LAST_USED_AT = ?"
                        + " where ID = ? and (LAST_USED_AT is null or LAST_USED_AT < ?)",
                now,
                id,
                now.minusMinutes(1));
    }

    /** Ends the account for good. */
    public void revoke(String id) {
        database.update(
                "update SERVICE_ACCOUNT set REVOKED_AT = ? where ID = ? and REVOKED_AT is null",
                Instant.now().atOffset(ZoneOffset.UTC),
                id);
    }

    private static ServiceAccount read(ResultSet row, int number) throws SQLException {
        return new ServiceAccount(
                row.getString("ID"),
                row.getString("NAME"),
                Set.of(row.getString("SCOPES").split(" ")),
                row.getString("CREATED_BY"),
                row.getTimestamp("CREATED_AT").toInstant(),
                row.getTimestamp("EXPIRES_AT").toInstant(),
                instant(row.getTimestamp("LAST_USED_AT")),
                instant(row.getTimestamp("REVOKED_AT")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp moment) {
        return moment == null ? null : moment.toInstant();
    }

    private static String hash(String token) {
        return Sha256.hex(token);
    }
}
