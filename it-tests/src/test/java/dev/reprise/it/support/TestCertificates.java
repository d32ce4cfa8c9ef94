package dev.reprise.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates, made once in each test run by the JDK's keytool, and contexts that use them. */
public final class TestCertificates {

    /** For localhost and 127.0.0.1, by the authority that {@link #client} trusts; so are the next ones. */
    public static final String LOCALHOST = "localhost";

    public static final String EXPIRED = "expired";

    /** For second.example, with the name in its subject too. */
    public static final String SECOND = "second.example";

    public static final String ALICE = "alice";

    private static final String AUTHORITY = "authority";
    private static final String PASSWORD = "secret";

    private static final KeyStore ALL = make();

    private TestCertificates() {}

    /** Returns a context for a server that has these keys, and takes certificates of clients by the authority. */
    public static SSLContext server(String... aliases) {
        return context(true, aliases);
    }

    /** Returns a context for a client that trusts the authority, and has these keys. */
    public static SSLContext client(String... aliases) {
        return context(true, aliases);
    }

    /** Returns a context that trusts nobody but the JDK's authorities. */
    public static SSLContext strange() {
        return context(false);
    }

    /** Writes the certificate of a key, with those that have signed it, and the key itself, in the form that OpenSSL reads. */
    public static void writeKey(Path file, String alias) throws IOException {
        try {
            StringBuilder text = new StringBuilder();
            for (Certificate certificate : ALL.getCertificateChain(alias)) {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Key key = ALL.getKey(alias, PASSWORD.toCharArray());
            Files.writeString(file, text.append(pem("PRIVATE KEY", key.getEncoded())));
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Writes the certificate of the authority. */
    public static void writeAuthority(Path file) throws IOException {
        try {
            Files.writeString(
                    file, pem("CERTIFICATE", ALL.getCertificate(AUTHORITY).getEncoded()));
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    private static SSLContext context(boolean trusting, String... aliases) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(aliases), trusting ? trust() : null, null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static KeyManager[] keys(String... aliases) throws GeneralSecurityException, IOException {
        KeyStore chosen = empty();
        for (String alias : aliases) {
            Key key = ALL.getKey(alias, PASSWORD.toCharArray());
            chosen.setKeyEntry(alias, key, PASSWORD.toCharArray(), ALL.getCertificateChain(alias));
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(chosen, PASSWORD.toCharArray());
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust() throws GeneralSecurityException, IOException {
        KeyStore trusted = empty();
        trusted.setCertificateEntry(AUTHORITY, ALL.getCertificate(AUTHORITY));
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore make() {
        try {
            Path folder = Files.createTempDirectory("reprise-certificates");
            Path file = folder.resolve("all.p12");
            try {
                generate(file, AUTHORITY, "-ext", "bc:c=ca:true", "-ext", "ku=keyCertSign");
                generate(file, LOCALHOST, "-signer", AUTHORITY, "-ext", "san=dns:localhost,ip:127.0.0.1");
                String[] past = {"-startdate", "-10d", "-validity", "5"};
                generate(file, EXPIRED, signed("san=dns:localhost", past));
                generate(file, SECOND, signed("san=dns:second.example"));
                generate(file, ALICE, signed("san=email:alice@second.example"));
                KeyStore store = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    store.load(in, PASSWORD.toCharArray());
                }
                return store;
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String[] signed(String extension, String... more) {
        List<String> options = new ArrayList<>(List.of("-signer", AUTHORITY, "-ext", extension));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private static void generate(Path file, String alias, String... options) throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(tool, "-J-XX:TieredStopAtLevel=1", "-genkeypair"));
        command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while keytool ran", interrupted);
        }
    }
}
