package dev.reprise.io;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is to be done on a connection, as its client or as its server: immutable, each method returns a changed copy.
 *
 * <p>A client verifies the server's certificate by the trust managers of its {@link SSLContext}, and that it is a certificate
 * for the server's name (RFC 2818); both by default.
 *
 * <p>A server chooses among several certificates by the name that the client asks for (SNI), if its context has key managers
 * of {@code KeyManagerFactory.getInstance("PKIX")}, and refuses names by {@link SSLParameters#setSNIMatchers} in {@link
 * #parameters}.
 */
public final class TlsOptions {

    private enum ClientCertificate {
        NONE,
        WANTED,
        NEEDED
    }

    private final boolean server;

    /** Null for the JDK's default. */
    private @Nullable SSLContext context;

    private @Nullable String serverName;
    private boolean verifyHostName = true;
    private boolean requireCloseNotify = true;
    private List<String> applicationProtocols = List.of();
    private List<String> versions = List.of();
    private ClientCertificate clientCertificate = ClientCertificate.NONE;
    private Consumer<SSLParameters> parameters = unchanged -> {};
    private Duration handshakeTimeout = Duration.ofSeconds(60);
    private Duration shutdownTimeout = Duration.ofSeconds(30);

    private TlsOptions(boolean server, @Nullable SSLContext context) {
        this.server = server;
        this.context = context;
    }

    /** Copies; a method that makes a copy may change it until it returns it. */
    private TlsOptions(TlsOptions other) {
        this(other.server, other.context);
        serverName = other.serverName;
        verifyHostName = other.verifyHostName;
        requireCloseNotify = other.requireCloseNotify;
        applicationProtocols = other.applicationProtocols;
        versions = other.versions;
        clientCertificate = other.clientCertificate;
        parameters = other.parameters;
        handshakeTimeout = other.handshakeTimeout;
        shutdownTimeout = other.shutdownTimeout;
    }

    /** For a client: the JDK's default context, {@link SSLContext#getDefault}, the name verified. */
    public static TlsOptions client() {
        return new TlsOptions(false, null);
    }

    /** For a server, whose context has a certificate and its key. */
    public static TlsOptions server(SSLContext context) {
        return new TlsOptions(true, Objects.requireNonNull(context, "context"));
    }

    /** Takes certificates, keys and trust from {@code context}. */
    public TlsOptions context(SSLContext context) {
        TlsOptions copy = new TlsOptions(this);
        copy.context = Objects.requireNonNull(context, "context");
        return copy;
    }

    /**
     * Tells the server this name (SNI), and expects a certificate for it: {@code server_hostname}. Without it, a client takes
     * the host to which it connects. What is no name by RFC 6066, such as an address, is not told, but expected.
     *
     * @throws IllegalArgumentException if it is empty
     * @throws IllegalStateException if these are options of a server
     */
    public TlsOptions serverName(String name) {
        requireClient("serverName");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the server's name is empty: give one, or call verifyHostName(false)");
        }
        TlsOptions copy = new TlsOptions(this);
        copy.serverName = name;
        return copy;
    }

    /**
     * Sets whether the certificate must be one for the server's name: {@code check_hostname}. Without that, whoever has a
     * trusted certificate for any name can pass for the server.
     *
     * @throws IllegalStateException if these are options of a server
     */
    public TlsOptions verifyHostName(boolean verify) {
        requireClient("verifyHostName");
        TlsOptions copy = new TlsOptions(this);
        copy.verifyHostName = verify;
        return copy;
    }

    /**
     * Sets whether the end of the connection without a {@code close_notify} before it is an error, {@link
     * TlsTruncatedException}, as at first, or an end of the input like any other, as in asyncio. Whoever can cut the
     * connection can cut the input unnoticed then, unless it tells its own length.
     */
    public TlsOptions requireCloseNotify(boolean require) {
        TlsOptions copy = new TlsOptions(this);
        copy.requireCloseNotify = require;
        return copy;
    }

    /**
     * Offers these protocols (ALPN), the best first: {@code set_alpn_protocols}. {@link Transport#applicationProtocol} tells
     * what was agreed on. A server that knows some, but none of the client's, refuses the connection (RFC 7301).
     */
    public TlsOptions applicationProtocols(String... protocols) {
        TlsOptions copy = new TlsOptions(this);
        copy.applicationProtocols = List.of(protocols);
        return copy;
    }

    /** Allows these versions only: {@code "TLSv1.3"}, {@code "TLSv1.2"}. The context's default at first: both. */
    public TlsOptions versions(String... versions) {
        TlsOptions copy = new TlsOptions(this);
        copy.versions = List.of(versions);
        return copy;
    }

    /**
     * Asks the client for a certificate, and goes on without: {@code CERT_OPTIONAL}.
     *
     * @throws IllegalStateException if these are options of a client
     */
    public TlsOptions wantClientCertificate() {
        return clientCertificate(ClientCertificate.WANTED, "wantClientCertificate");
    }

    /**
     * Refuses a client without a certificate: {@code CERT_REQUIRED}.
     *
     * @throws IllegalStateException if these are options of a client
     */
    public TlsOptions needClientCertificate() {
        return clientCertificate(ClientCertificate.NEEDED, "needClientCertificate");
    }

    private TlsOptions clientCertificate(ClientCertificate wish, String operation) {
        if (!server) {
            throw new IllegalStateException(
                    operation + " is for TlsOptions.server(...): a client's own certificate is that"
                            + " of its context's key managers");
        }
        TlsOptions copy = new TlsOptions(this);
        copy.clientCertificate = wish;
        return copy;
    }

    /**
     * Lets {@code change} have the last word on each connection's parameters: cipher suites, SNI matchers, named groups. It
     * is called on the loop's thread. Replaces an earlier one.
     */
    public TlsOptions parameters(Consumer<SSLParameters> change) {
        TlsOptions copy = new TlsOptions(this);
        copy.parameters = Objects.requireNonNull(change, "change");
        return copy;
    }

    /**
     * Aborts a connection whose handshake takes longer: {@code ssl_handshake_timeout}. 60 seconds at first.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public TlsOptions handshakeTimeout(Duration timeout) {
        TlsOptions copy = new TlsOptions(this);
        copy.handshakeTimeout = positive(timeout, "handshakeTimeout");
        return copy;
    }

    /**
     * Aborts a connection that is not closed that long after {@link Transport#close}, because the peer takes none of the last
     * bytes or does not answer the {@code close_notify}: {@code ssl_shutdown_timeout}. 30 seconds at first.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public TlsOptions shutdownTimeout(Duration timeout) {
        TlsOptions copy = new TlsOptions(this);
        copy.shutdownTimeout = positive(timeout, "shutdownTimeout");
        return copy;
    }

    private static Duration positive(Duration timeout, String name) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(name + " is " + timeout + ": it must be positive");
        }
        return timeout;
    }

    private void requireClient(String operation) {
        if (server) {
            throw new IllegalStateException(operation + " is for TlsOptions.client(): a server is told the name");
        }
    }

    // ------------------------------------------------------------------------------------------------- for the package

    boolean isServer() {
        return server;
    }

    /** Returns these options with the name of the host that is connected to, if no other was given. */
    TlsOptions forHost(String host) {
        if (server || serverName != null) {
            return this;
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        int zone = name.indexOf('%');
        return serverName(zone >= 0 && isAddress(name) ? name.substring(0, zone) : name);
    }

    /**
     * Checks what only a connection shows.
     *
     * @throws IllegalArgumentException if a name is to be verified, and there is none
     */
    void requireServerName() {
        if (!server && verifyHostName && serverName == null) {
            throw new IllegalArgumentException("a client verifies the server's name, and there is none: call"
                    + " serverName(...) on the TlsOptions, or verifyHostName(false)");
        }
    }

    Optional<SSLContext> context() {
        return Optional.ofNullable(context);
    }

    Optional<String> serverName() {
        return Optional.ofNullable(serverName);
    }

    boolean requiresCloseNotify() {
        return requireCloseNotify;
    }

    Duration handshakeTimeout() {
        return handshakeTimeout;
    }

    Duration shutdownTimeout() {
        return shutdownTimeout;
    }

    /** Makes what does the TLS of one connection. {@code port} is the peer's, by which sessions are found again. */
    SSLEngine newEngine(SSLContext chosen, int port) {
        SSLEngine engine = serverName == null ? chosen.createSSLEngine() : chosen.createSSLEngine(serverName, port);
        engine.setUseClientMode(!server);
        SSLParameters chosenParameters = engine.getSSLParameters();
        apply(chosenParameters);
        engine.setSSLParameters(chosenParameters);
        return engine;
    }

    private void apply(SSLParameters target) {
        if (server) {
            target.setNeedClientAuth(clientCertificate == ClientCertificate.NEEDED);
            if (clientCertificate == ClientCertificate.WANTED) {
                target.setWantClientAuth(true);
            }
        } else {
            target.setServerNames(namesToTell());
            target.setEndpointIdentificationAlgorithm(verifyHostName ? "HTTPS" : null);
        }
        if (!versions.isEmpty()) {
            target.setProtocols(versions.toArray(String[]::new));
        }
        target.setApplicationProtocols(applicationProtocols.toArray(String[]::new));
        parameters.accept(target);
    }

    private List<SNIServerName> namesToTell() {
        if (serverName == null || isAddress(serverName)) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(serverName));
        } catch (IllegalArgumentException unspeakable) { // with an underscore, for example
            return List.of();
        }
    }

    /** Tells whether it is an address and no name: no name has a colon, or ends in a label of digits only. */
    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }
}
