package dev.reprise.it.conformance;

import dev.reprise.io.TlsOptions;
import dev.reprise.it.support.TestCertificates;
import javax.net.ssl.SSLContext;

/** What all these tests of TLS use: one certificate, and who trusts it. */
final class TlsOnes {

    static final SSLContext CLIENT_CONTEXT = TestCertificates.client();
    static final SSLContext SERVER_CONTEXT = TestCertificates.server(TestCertificates.LOCALHOST);

    static final TlsOptions CLIENT = TlsOptions.client().context(CLIENT_CONTEXT).serverName("localhost");
    static final TlsOptions SERVER = TlsOptions.server(SERVER_CONTEXT);

    private TlsOnes() {}
}
