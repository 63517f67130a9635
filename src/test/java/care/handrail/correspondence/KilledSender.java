package care.handrail.correspondence;

import care.handrail.correspondence.EmailProperties.Tls;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A program that sends what it is told to, and waits to be killed. */
final class KilledSender {

    private KilledSender() {}

    /** Takes the database's JDBC address and the mail server's port, and then ids to send, a line each. */
    public static void main(String... arguments) throws IOException {
        var database = new HikariConfig();
        database.setJdbcUrl(arguments[0]);
        database.setUsername("postgres");
        database.setMaximumPoolSize(2);
        var office = office(new HikariDataSource(database), Integer.parseInt(arguments[1]));
        System.out.println("ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var id = lines.readLine(); id != null; id = lines.readLine()) {
            office.sender.send(id);
        }
        System.out.println("all sent");
        LockSupport.park();
    }

    /** Returns the real sender with the real e-mail, to a server on this machine. */
    static PostOffice office(javax.sql.DataSource database, int port) {
        return new PostOffice(
                database,
                Clock.systemUTC(),
                List.of(new EmailCarrier(
                        new EmailProperties("127.0.0.1", port, Tls.NONE, "", "", "clinic@clinic.example.org", ""))));
    }
}
