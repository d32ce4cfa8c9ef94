package dev.reprise.examples.http;

import java.time.Duration;

/**
 * What a client may ask of the server.
 *
 * @param head the most bytes of a request without its body
 * @param body the most bytes of a body
 * @param idle how long a connection may wait for a request
 * @param request how long the rest of a request, or the sending of a response, may take
 */
public record HttpLimits(int head, int body, Duration idle, Duration request) {

    public static final HttpLimits DEFAULT =
            new HttpLimits(16 * 1024, 1024 * 1024, Duration.ofMinutes(1), Duration.ofSeconds(30));
}
