package dev.reprise.io;

import javax.net.ssl.SSLException;

/**
 * The connection has ended, but the peer did not say that it would, by TLS's {@code close_notify}: somebody else may have cut
 * it, and more may have been on its way. See {@link TlsOptions#requireCloseNotify}.
 */
public final class TlsTruncatedException extends SSLException {

    private static final long serialVersionUID = 1;

    TlsTruncatedException(String message) {
        super(message);
    }
}
