package dev.reprise.examples.http;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.timeout;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.StreamReader;
import dev.reprise.io.StreamWriter;
import dev.reprise.io.Streams;
import dev.reprise.loop.ErrorContext;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Serves HTTP/1.1 by a handler, each connection in a task of its own. */
public final class HttpServer {

    /** How long, and how many bytes of it, a client that was refused may go on to send. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final int LINGER_BYTES = 16 * 1024 * 1024;

    private final HttpHandler handler;
    private final HttpLimits limits;

    public HttpServer(HttpHandler handler) {
        this(handler, HttpLimits.DEFAULT);
    }

    public HttpServer(HttpHandler handler, HttpLimits limits) {
        this.handler = handler;
        this.limits = limits;
    }

    /** Begins to serve; with {@code options.tls(...)}, HTTPS. */
    public Coroutine<Server> start(String host, int port, ServerOptions options) throws IOException {
        return Streams.startServer(this::serve, host, port, options.limit(limits.head()));
    }

    /** Serves one connection, until one side wants no more. */
    @Async
    Coroutine<Void> serve(StreamReader reader, StreamWriter writer) {
        try (writer) {
            RequestReader requests = new RequestReader(reader, writer, limits);
            while (await(exchange(requests, writer))) {}
            await(linger(reader, writer));
        } catch (IOException | TimedOutException gone) {
            writer.transport().abort(); // there is nobody left to tell
        }
        return Coroutine.done();
    }

    /** Answers one request, and returns whether another one may follow. */
    @Async
    private Coroutine<Boolean> exchange(RequestReader requests, StreamWriter writer) throws IOException {
        Optional<HttpRequest> next;
        try {
            next = await(requests.next());
        } catch (HttpError refused) {
            await(send(writer, refused.response(), true, false));
            return Coroutine.of(false);
        }
        if (next.isEmpty()) {
            return Coroutine.of(false);
        }
        HttpRequest request = next.get();
        HttpResponse response = await(answer(request));
        await(send(writer, response, !request.method().equals("HEAD"), request.keepsAlive()));
        return Coroutine.of(request.keepsAlive());
    }

    @Async
    private Coroutine<HttpResponse> answer(HttpRequest request) {
        try {
            return Coroutine.of(await(handler.handle(request)));
        } catch (HttpError refused) {
            return Coroutine.of(refused.response());
        } catch (Exception failure) {
            EventLoop.current()
                    .callExceptionHandler(new ErrorContext("a request could not be answered", failure, request));
            return Coroutine.of(HttpResponse.text(500, "the server has failed"));
        }
    }

    @Async
    private Coroutine<Void> send(StreamWriter writer, HttpResponse response, boolean withBody, boolean keepsAlive)
            throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " \r\n");
        response.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: " + response.body().remaining() + "\r\n");
        head.append("Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\r\n");
        head.append(keepsAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
        ByteBuffer headBytes = StandardCharsets.ISO_8859_1.encode(head.toString());
        writer.write(withBody ? List.of(headBytes, response.body().duplicate()) : List.of(headBytes));
        return timeout(limits.request(), writer::drain);
    }

    /**
     * Reads on for a while before the connection is closed: a system that closes one with unread bytes resets it, and the
     * client may then never see the response.
     */
    @Async
    private static Coroutine<Void> linger(StreamReader reader, StreamWriter writer) throws IOException {
        if (!writer.canWriteEof()) {
            return Coroutine.done();
        }
        writer.writeEof();
        try {
            await(timeout(LINGER, () -> {
                int left = LINGER_BYTES;
                while (left > 0 && !reader.atEof()) {
                    left -= await(reader.read(left)).remaining();
                }
                return Coroutine.done();
            }));
        } catch (TimedOutException enough) {
            return Coroutine.done();
        }
        return Coroutine.done();
    }
}
