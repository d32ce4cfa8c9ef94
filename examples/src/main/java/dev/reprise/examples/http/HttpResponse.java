package dev.reprise.examples.http;

import dev.reprise.io.Bytes;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * What a client gets.
 *
 * @param headers all but those for length, date and connection, which the server adds
 */
public record HttpResponse(int status, Map<String, String> headers, ByteBuffer body) {

    /** Returns a response of plain text. */
    public static HttpResponse text(int status, String text) {
        return new HttpResponse(status, Map.of("Content-Type", "text/plain; charset=utf-8"), Bytes.utf8(text + "\n"));
    }
}
