package dev.reprise.examples.http;

import java.io.IOException;

/** A request that is answered by a status that says what is wrong. */
public final class HttpError extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String message;

    public HttpError(int status, String message) {
        super(message);
        this.status = status;
        this.message = message;
    }

    HttpResponse response() {
        return HttpResponse.text(status, message);
    }
}
