package dev.reprise.io;

import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong with a connection, in one sentence that names the peer; what the JDK has to say is the cause. */
final class TlsErrors {

    /** How the JDK begins what it says of a certificate for another name; it has no type of its own for that. */
    private static final String[] OTHER_NAME = {"No subject alternative", "No name matching"};

    private static final String NO_TLS = "nrecognized SSL message";

    private static final String ALERT = "fatal alert: ";

    private final String peer;

    /** @param peer what to call it: the name of a server, the address of a client */
    TlsErrors(String peer) {
        this.peer = peer;
    }

    SSLHandshakeException handshake(Throwable failure) {
        return handshake(reason(failure), failure);
    }

    SSLHandshakeException handshakeTimeout(Duration limit) {
        return handshake("it took longer than " + limit.toMillis() / 1e3 + " s, and the connection was aborted", null);
    }

    SSLHandshakeException closedInHandshake() {
        return handshake("the connection was closed before it was complete", null);
    }

    private SSLHandshakeException handshake(String reason, @Nullable Throwable cause) {
        SSLHandshakeException failed =
                new SSLHandshakeException("the TLS handshake with " + peer + " has failed: " + reason);
        if (cause != null) {
            failed.initCause(cause);
        }
        return failed;
    }

    SSLException shutdownTimeout(Duration limit) {
        return new SSLException(
                "the TLS connection with " + peer + " was aborted: it was not closed within " + limit.toMillis() / 1e3
                        + " s, as the peer did not take the last bytes, or not answer the close_notify");
    }

    TlsTruncatedException truncated() {
        return new TlsTruncatedException(
                "the TLS connection with " + peer + " has ended without a close_notify: what was"
                        + " received may not be all (if this peer never sends one, call requireCloseNotify(false) on the TlsOptions)");
    }

    private static String reason(Throwable failure) {
        String certificate = certificateFault(failure);
        if (certificate != null) {
            return certificate;
        }
        String message = String.valueOf(failure.getMessage());
        int alert = message.indexOf(ALERT);
        if (alert >= 0) {
            return "the peer has refused it, by the alert " + message.substring(alert + ALERT.length());
        }
        if (failure instanceof EOFException) {
            return message;
        }
        if (!(failure instanceof SSLException) && failure instanceof IOException) {
            return "the connection broke: " + message;
        }
        return message.contains(NO_TLS) ? "what the peer has sent is not TLS" : message;
    }

    private static @Nullable String certificateFault(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            innermost = cause;
        }
        String detail = " (" + innermost.getMessage() + ")";
        if (innermost instanceof CertificateExpiredException) {
            return "the peer's certificate has expired" + detail;
        }
        if (innermost instanceof CertificateNotYetValidException) {
            return "the peer's certificate is not valid yet" + detail;
        }
        if (innermost instanceof CertPathBuilderException) {
            return "the peer's certificate is not trusted: it is self-signed, or signed by an unknown authority"
                    + detail;
        }
        if (innermost instanceof CertPathValidatorException) {
            return "the peer's certificate is not valid" + detail;
        }
        if (innermost instanceof CertificateException) {
            String message = String.valueOf(innermost.getMessage());
            for (String beginning : OTHER_NAME) {
                if (message.startsWith(beginning)) {
                    return "the peer's certificate is for another name" + detail;
                }
            }
            return "the peer's certificate is refused" + detail;
        }
        return null;
    }
}
