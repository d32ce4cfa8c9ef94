package dev.reprise.examples.http;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.io.Bytes;
import dev.reprise.io.MemoryPair;
import dev.reprise.io.StreamReader;
import dev.reprise.io.StreamWriter;
import dev.reprise.io.Streams;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server byte by byte, over a connection in memory and on virtual time. */
class HttpServerTest {

    private static final HttpLimits LIMITS = new HttpLimits(200, 100, Duration.ofMinutes(1), Duration.ofSeconds(30));

    private final HttpServer server = new HttpServer(HttpServerTest::answer, LIMITS);
    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<String> log = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> log.add(context.message() + ": " + context.exception()));
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(List.of(), List.copyOf(loop.allTasks()));
        assertEquals(0, loop.scheduled());
        loop.close();
    }

    @Async
    private static Coroutine<HttpResponse> answer(HttpRequest request) throws IOException {
        return switch (request.target()) {
            case "/boom" -> throw new IllegalStateException("boom");
            case "/large" -> Coroutine.of(new HttpResponse(200, Map.of(), Bytes.utf8("x".repeat(1 << 20))));
            default -> Site.answer(request);
        };
    }

    /** Sends parts, an hour of virtual time or less apart, and returns what came back until the server closed. */
    @Async
    private Coroutine<String> sends(Duration pause, List<String> parts) throws IOException {
        try (MemoryPair pair = Streams.memoryPair(LIMITS.head())) {
            Task<Void> serving =
                    createTask(server.serve(pair.right().reader(), pair.right().writer()));
            StreamWriter writer = pair.left().writer();
            StreamReader reader = pair.left().reader();
            for (String part : parts) {
                writer.write(part);
                await(sleep(pause));
            }
            String response = Bytes.text(await(reader.read()));
            writer.writeEof();
            await(serving);
            return Coroutine.of(response.replaceAll("Date: [^\r]*GMT\r\n", "(date)\r\n"));
        }
    }

    private String exchange(String... parts) throws IOException {
        return loop.runUntilComplete(sends(Duration.ZERO, List.of(parts)));
    }

    private static String request(String line, String... headers) {
        return line + " HTTP/1.1\r\nHost: example\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
    }

    private static String last(String line, String... headers) {
        return request(line, headers).replace("Host: example", "Host: example\r\nConnection: close");
    }

    private static final String HELLO = response(200, "Content-Type: text/plain; charset=utf-8", "hello\n");

    /** The last response of a connection, whose head has as many lines. */
    private static String response(int status, String header, String body) {
        List<String> lines = new ArrayList<>(List.of("HTTP/1.1 " + status + " "));
        if (!header.isEmpty()) {
            lines.add(header);
        }
        lines.addAll(List.of("Content-Length: " + body.length(), "(date)", "Connection: close", "", body));
        return String.join("\r\n", lines);
    }

    private static String echoed(String body) {
        return response(200, "", body);
    }

    @Test
    void aPageIsSentWithItsLength() throws IOException {
        assertEquals(HELLO, exchange(last("GET /hello")));
    }

    @Test
    void aConnectionIsUsedAgainAlsoIfTheRequestsComeAtOnce() throws IOException {
        String first = HELLO.replace("close", "keep-alive");
        assertEquals(first + first + HELLO, exchange(request("GET /hello") + request("GET /slow"), last("GET /hello")));
    }

    @Test
    void theHeadOfAPageIsThatOfThePage() throws IOException {
        assertEquals(HELLO.replace("hello\n", ""), exchange(last("HEAD /hello")));
    }

    @Test
    void anOldClientClosesUnlessItSaysOtherwise() throws IOException {
        assertEquals(HELLO, exchange("GET /hello HTTP/1.0\r\n\r\n"));
        assertEquals(
                HELLO.replace("close", "keep-alive") + HELLO,
                exchange("GET /hello HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET /hello HTTP/1.0\r\n\r\n"));
    }

    @Test
    void aBodyHasALength() throws IOException {
        assertEquals(echoed("hello"), exchange(last("POST /echo", "content-length:5"), "hel", "lo"));
        assertEquals(echoed(""), exchange(last("POST /echo")));
    }

    @Test
    void aBodyComesInChunks() throws IOException {
        assertEquals(
                echoed("hello, wide world"),
                exchange(
                        last("POST /echo", "Transfer-Encoding: Chunked"),
                        "5\r\nhel",
                        "lo\r\n00C;name=value\r\n, wide world\r\n",
                        "0\r\nTrailer: dropped\r\n\r\n"));
    }

    @Test
    void aClientThatWaitsForItIsToldToContinue() throws IOException {
        assertEquals(
                "HTTP/1.1 100 Continue\r\n\r\n" + echoed("hello"),
                exchange(last("POST /echo", "Content-Length: 5", "Expect: 100-continue"), "hello"));
        String refused = exchange(last("POST /echo", "Content-Length: 101", "Expect: 100-continue"));
        assertTrue(refused.startsWith("HTTP/1.1 413 "), refused);
    }

    @Test
    void anEmptyLineBeforeARequestIsNothing() throws IOException {
        assertEquals(HELLO, exchange("\r\n" + last("GET /hello")));
    }

    @Test
    void whatIsNotThereOrNotAllowedIsSaid() throws IOException {
        assertEquals(
                response(404, "Content-Type: text/plain; charset=utf-8", "there is no /elsewhere\n"),
                exchange(last("GET /elsewhere")));
        assertEquals(response(405, "Allow: GET, HEAD", "use GET, HEAD\n"), exchange(last("DELETE /hello")));
    }

    @Test
    void aHandlerThatFailsIsReportedAndTheConnectionGoesOn() throws IOException {
        String both = exchange(request("GET /boom"), last("GET /hello"));
        assertTrue(both.startsWith("HTTP/1.1 500 "), both);
        assertTrue(both.endsWith(HELLO), both);
        assertEquals(List.of("a request could not be answered: java.lang.IllegalStateException: boom"), log);
    }

    /** Where a bar stands in a request, a line ends; a semicolon stands for a carriage return alone. */
    @ParameterizedTest
    @CsvSource({
        "400, hello||",
        "400, GET /hello||",
        "400, GET  /hello HTTP/1.1|Host: x||",
        "400, GET /hello HTTP/1.1 |Host: x||",
        "400, GET /hello HTTP/1.1||",
        "400, GET /hello HTTP/1.1|Host: x|Host: y||",
        "400, GET /hello HTTP/1.1|Host : x||",
        "400, GET /hello HTTP/1.1|Host: x| folded: y||",
        "400, GET /hello HTTP/1.1|Host: x|: y||",
        "400, GET /hello HTTP/1.1|Host: x;A: y||",
        "400, POST /echo HTTP/1.1|Host: x|Content-Length: +5||hello",
        "400, POST /echo HTTP/1.1|Host: x|Content-Length: 5|Content-Length: 5||hello",
        "400, POST /echo HTTP/1.1|Host: x|Content-Length: 5|Transfer-Encoding: chunked||0||",
        "400, POST /echo HTTP/1.0|Host: x|Transfer-Encoding: chunked||0||",
        "400, POST /echo HTTP/1.1|Host: x|Transfer-Encoding: chunked||x|hello|0||",
        "400, POST /echo HTTP/1.1|Host: x|Transfer-Encoding: chunked||2|hello|0||",
        "400, POST /echo HTTP/1.1|Host: x|Transfer-Encoding: chunked||-1|hello|0||",
        "501, POST /echo HTTP/1.1|Host: x|Transfer-Encoding: gzip||",
        "505, GET /hello HTTP/2.0|Host: x||",
        "413, POST /echo HTTP/1.1|Host: x|Content-Length: 101||",
        "413, POST /echo HTTP/1.1|Host: x|Content-Length: 99999999999999||",
        "413, POST /echo HTTP/1.1|Host: x|Transfer-Encoding: chunked||50|(fill)|50||"
    })
    void whatIsNoRequestIsRefusedAndTheConnectionClosed(int status, String lines) throws IOException {
        String bytes =
                lines.replace("(fill)", "x".repeat(0x50)).replace("|", "\r\n").replace(";", "\r");
        String response = exchange(bytes + last("GET /hello"));
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        assertEquals(1, response.split("HTTP/1.1 ", -1).length - 1, response);
        assertTrue(response.contains("\r\nConnection: close\r\n"), response);
    }

    @Test
    void aLineOfAHeadEndsWithBothCharacters() throws IOException {
        String response = exchange(last("GET /hello").replace("\r\n", "\n"));
        assertTrue(response.startsWith("HTTP/1.1 400 "), response);
    }

    @Test
    void aHeadThatIsTooLongIsRefused() throws IOException {
        for (String head : List.of("GET /" + "x".repeat(200), last("GET /hello", "a: b\r\n".repeat(25) + "c: d"))) {
            String response = exchange(head);
            assertTrue(response.startsWith("HTTP/1.1 431 "), response);
        }
        assertEquals(HELLO, exchange(last("GET /hello", "a: b\r\n".repeat(20) + "c: d")));
    }

    @Test
    void aConnectionThatNobodyUsesIsClosedInTime() throws IOException {
        assertEquals("", exchange());
        assertEquals(Duration.ofMinutes(1), loop.time());
    }

    @Test
    void aRequestThatComesTooSlowlyIsRefused() throws IOException {
        List<String> slow = List.of("GET /hello HTTP/1.1\r\n", "a: b\r\n", "a: b\r\n", "a: b\r\n");
        String response = loop.runUntilComplete(sends(Duration.ofSeconds(10), slow));
        assertTrue(response.startsWith("HTTP/1.1 408 "), response);
        assertEquals(Duration.ofSeconds(40), loop.time());
    }

    @Test
    void aClientThatReadsNothingIsGivenUp() throws IOException {
        loop.runUntilComplete(givenUp());
        assertEquals(Duration.ofSeconds(30), loop.time());
    }

    @Async
    private Coroutine<Void> givenUp() throws IOException {
        MemoryPair pair = Streams.memoryPair();
        pair.left().writer().transport().pauseReading();
        pair.left().writer().write(request("GET /large"));
        await(server.serve(pair.right().reader(), pair.right().writer()));
        assertTrue(pair.right().writer().isClosing());
        pair.left().close();
        return Coroutine.done();
    }

    @Test
    void aClientThatGoesAwayInTheMiddleIsNoError() throws IOException {
        loop.runUntilComplete(goesAway("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhel"));
        loop.runUntilComplete(goesAway("GET /he"));
        loop.runUntilComplete(goesAway(""));
        assertEquals(List.of(), log);
    }

    @Async
    private Coroutine<Void> goesAway(String bytes) throws IOException {
        MemoryPair pair = Streams.memoryPair();
        pair.left().writer().write(bytes);
        pair.left().close();
        return server.serve(pair.right().reader(), pair.right().writer());
    }
}
