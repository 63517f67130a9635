package care.handrail.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine, made for one test with the tool that comes with Java. */
public final class OwnCertificate {

    private static final String ALIAS = "server";
    private static final String PASSWORD = "changeit";

    private final KeyStore store;

    private OwnCertificate(KeyStore store) {
        this.store = store;
    }

    /** Makes one; the directory holds its store. */
    public static OwnCertificate forLocalhost(Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        var file = directory.resolve("store.p12");
        var made = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "3072",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start()
                .waitFor();
        if (made != 0) {
            throw new IllegalStateException("keytool ended with " + made);
        }
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new OwnCertificate(store);
    }

    public Certificate certificate() throws GeneralSecurityException {
        return store.getCertificate(ALIAS);
    }

    public Key privateKey() throws GeneralSecurityException {
        return store.getKey(ALIAS, PASSWORD.toCharArray());
    }

    /** Returns what a server shows it with. */
    public SSLContext server() throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var server = SSLContext.getInstance("TLS");
        server.init(keys.getKeyManagers(), null, null);
        return server;
    }

    /** Returns what a client that trusts nothing else speaks with. */
    public SSLContext client() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, certificate());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
        return client;
    }
}
