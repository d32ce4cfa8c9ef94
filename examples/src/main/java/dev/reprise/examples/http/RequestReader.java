package dev.reprise.examples.http;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.timeout;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.io.Bytes;
import dev.reprise.io.IncompleteReadException;
import dev.reprise.io.LimitOverrunException;
import dev.reprise.io.StreamReader;
import dev.reprise.io.StreamWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the requests of a connection one after another. It takes nothing that two readers could understand differently. */
final class RequestReader {

    private static final ByteBuffer LINE_FEED = Bytes.utf8("\n");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern REQUEST_LINE = Pattern.compile("(" + TOKEN + ") ([!-~]+) HTTP/([0-9]\\.[0-9])");
    private static final Pattern HEADER = Pattern.compile("(" + TOKEN + "):[ \t]*(.*?)[ \t]*");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})[ \t]*(;.*)?");

    private final StreamReader reader;
    private final StreamWriter writer;
    private final HttpLimits limits;

    /** How many bytes the head of the request may still have. */
    private int headLeft;

    RequestReader(StreamReader reader, StreamWriter writer, HttpLimits limits) {
        this.reader = reader;
        this.writer = writer;
        this.limits = limits;
    }

    /**
     * Returns the next request; none if the client has closed the connection or left it unused.
     *
     * @throws HttpError from the await: if it is none, or too long, or does not come in time
     */
    @Async
    Coroutine<Optional<HttpRequest>> next() throws IOException {
        headLeft = limits.head();
        String requestLine;
        try {
            requestLine = await(timeout(limits.idle(), this::requestLine));
        } catch (IncompleteReadException | TimedOutException nobody) {
            return Coroutine.of(Optional.empty());
        }
        try {
            return Coroutine.of(Optional.of(await(timeout(limits.request(), () -> rest(requestLine)))));
        } catch (TimedOutException slow) {
            throw new HttpError(408, "the request did not come in time");
        }
    }

    /** An empty line before a request is allowed. */
    @Async
    private Coroutine<String> requestLine() throws IOException {
        String line = await(line());
        return line.isEmpty() ? line() : Coroutine.of(line);
    }

    @Async
    private Coroutine<String> line() throws IOException {
        ByteBuffer line;
        try {
            line = await(reader.readUntil(LINE_FEED));
        } catch (LimitOverrunException tooLong) {
            throw new HttpError(431, "the request's head is too long");
        }
        headLeft -= line.remaining();
        if (headLeft < 0) {
            throw new HttpError(431, "the request's head is too long");
        }
        String text = StandardCharsets.ISO_8859_1.decode(line).toString();
        if (!text.endsWith("\r\n") || text.indexOf('\r') < text.length() - 2 || text.indexOf('\0') >= 0) {
            throw new HttpError(400, "a line does not end with CR LF");
        }
        return Coroutine.of(text.substring(0, text.length() - 2));
    }

    @Async
    private Coroutine<HttpRequest> rest(String requestLine) throws IOException {
        Matcher words = matcher(REQUEST_LINE, requestLine, "the request line is not METHOD TARGET HTTP/1.1");
        String version = words.group(3);
        if (!version.startsWith("1.")) {
            throw new HttpError(505, "this is a server of HTTP/1.1");
        }
        boolean isHttp10 = version.equals("1.0");
        Map<String, String> headers = await(headers());
        if (!isHttp10 && (!headers.containsKey("host") || headers.get("host").contains(","))) {
            throw new HttpError(400, "there must be one Host");
        }
        HttpRequest head = new HttpRequest(words.group(1), words.group(2), isHttp10, headers, ByteBuffer.allocate(0));
        ByteBuffer body = await(body(head));
        return Coroutine.of(new HttpRequest(head.method(), head.target(), isHttp10, headers, body));
    }

    @Async
    private Coroutine<Map<String, String>> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = await(line()); !line.isEmpty(); line = await(line())) {
            Matcher parts = matcher(HEADER, line, "a header is not NAME: VALUE");
            headers.merge(parts.group(1).toLowerCase(Locale.ROOT), parts.group(2), (one, other) -> one + ", " + other);
        }
        return Coroutine.of(headers);
    }

    private static Matcher matcher(Pattern pattern, String line, String otherwise) throws HttpError {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new HttpError(400, otherwise);
        }
        return matcher;
    }

    @Async
    private Coroutine<ByteBuffer> body(HttpRequest head) throws IOException {
        String coding = head.header("transfer-encoding");
        String length = head.header("content-length");
        if (coding.isEmpty() && length.isEmpty()) {
            return Coroutine.of(ByteBuffer.allocate(0));
        }
        if (!coding.isEmpty() && (!length.isEmpty() || head.isHttp10())) {
            throw new HttpError(400, "the length of the body is not clear");
        }
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("chunked")) {
            throw new HttpError(501, "the only transfer coding here is chunked");
        }
        int size = coding.isEmpty() ? size(length) : 0;
        if (head.header("expect").equalsIgnoreCase("100-continue") && !head.isHttp10()) {
            writer.write("HTTP/1.1 100 Continue\r\n\r\n");
        }
        return coding.isEmpty() ? reader.readExactly(size) : chunks();
    }

    private int size(String length) throws HttpError {
        if (!length.matches("[0-9]+")) {
            throw new HttpError(400, "the Content-Length is not a number");
        }
        if (length.length() > 9 || Integer.parseInt(length) > limits.body()) {
            throw new HttpError(413, "the body is longer than " + limits.body() + " bytes");
        }
        return Integer.parseInt(length);
    }

    @Async
    private Coroutine<ByteBuffer> chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            headLeft = limits.head();
            int size = Integer.parseInt(
                    matcher(CHUNK, await(line()), "a chunk has no size").group(1), 16);
            if (size > limits.body() - body.size()) {
                throw new HttpError(413, "the body is longer than " + limits.body() + " bytes");
            }
            if (size == 0) {
                await(headers()); // trailers, which nobody here wants
                return Coroutine.of(ByteBuffer.wrap(body.toByteArray()));
            }
            body.writeBytes(Bytes.array(await(reader.readExactly(size))));
            if (!await(line()).isEmpty()) {
                throw new HttpError(400, "a chunk is longer than its size");
            }
        }
    }
}
