package dev.reprise.examples.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a client asks for.
 *
 * @param target the path and the query, as they were sent
 * @param isHttp10 whether the version is 1.0, and not 1.1
 * @param headers by names in lower case; the values of a header that was sent twice are joined by a comma
 */
public record HttpRequest(
        String method, String target, boolean isHttp10, Map<String, String> headers, ByteBuffer body) {

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Tells whether the client lets the connection be used for another request. */
    boolean keepsAlive() {
        List<String> options =
                List.of(header("connection").toLowerCase(Locale.ROOT).split("[ \t]*,[ \t]*", -1));
        return isHttp10 ? options.contains("keep-alive") : !options.contains("close");
    }
}
