package dev.reprise.examples.http;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.toThread;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.Async;
import dev.reprise.AsyncFunction;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.interop.Futures;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.TlsOptions;
import dev.reprise.task.EventLoop;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server and the clients that others have written, on sockets. */
@Timeout(60)
class HttpClientsTest {

    private HttpClient client = HttpClient.newHttpClient();
    private final EventLoop loop = new EventLoop();
    private final List<String> log = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(List.of(), List.copyOf(loop.allTasks()));
        loop.close();
        assertEquals(List.of(), log);
    }

    /** Serves the site while a block runs, which gets its address. */
    @Async
    private static <T> Coroutine<T> served(
            ServerOptions options, String scheme, AsyncFunction<String, T, Exception> block) throws Exception {
        Server server = await(new HttpServer(Site::answer).start("127.0.0.1", 0, options));
        try {
            InetSocketAddress address =
                    (InetSocketAddress) server.localAddresses().get(0);
            return Coroutine.of(await(block.apply(scheme + "://127.0.0.1:" + address.getPort())));
        } finally {
            server.close();
            server.closeClients();
            await(server.waitClosed());
        }
    }

    private <T> T run(AsyncFunction<String, T, Exception> block) throws Exception {
        return loop.runUntilComplete(served(ServerOptions.defaults(), "http", block));
    }

    private static java.net.http.HttpRequest.Builder request(String address) {
        return java.net.http.HttpRequest.newBuilder(URI.create(address));
    }

    /** Sends by the JDK's client, whose future is awaited on the loop that also serves. */
    @Async
    private Coroutine<String> sent(java.net.http.HttpRequest request) {
        var response = await(Futures.wrapFuture(client.sendAsync(request, BodyHandlers.ofString())));
        return Coroutine.of(response.statusCode() + " " + response.body().strip());
    }

    @Test
    void theClientOfTheJdkGetsItsPages() throws Exception {
        assertEquals(
                "200 hello", run(address -> sent(request(address + "/hello").build())));
        assertEquals(
                "404 there is no /x",
                run(address -> sent(request(address + "/x").build())));
    }

    @Test
    void manyRequestsAreServedAtOnce() throws Exception {
        int count = 100;
        List<String> answers = run(address -> {
            List<Awaitable<String>> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sent.add(sent(request(address + "/echo")
                        .POST(BodyPublishers.ofString("number " + i))
                        .build()));
            }
            return gather(sent);
        });
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expected.add("200 number " + i);
        }
        assertEquals(expected, answers);
    }

    @Test
    void aBodyOfUnknownLengthAndOneThatWaitsToContinueArrive() throws Exception {
        String text = "x".repeat(300_000);
        var stream =
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "200 " + text,
                run(address -> sent(request(address + "/echo").POST(stream).build())));
        assertEquals(
                "200 " + text,
                run(address -> sent(request(address + "/echo")
                        .POST(BodyPublishers.ofString(text))
                        .expectContinue(true)
                        .build())));
    }

    @Test
    void aBodyThatIsTooLongIsRefusedAndTheClientIsTold() throws Exception {
        String text = "x".repeat(4 << 20);
        assertEquals(
                "413 the body is longer than 1048576 bytes",
                run(address -> sent(request(address + "/echo")
                        .version(HttpClient.Version.HTTP_1_1)
                        .POST(BodyPublishers.ofString(text))
                        .build())));
    }

    @Test
    void theSiteIsServedOverTls(@TempDir Path folder) throws Exception {
        SelfSigned identity = new SelfSigned(folder);
        client = HttpClient.newBuilder().sslContext(identity.context).build();
        ServerOptions options = ServerOptions.defaults().tls(TlsOptions.server(identity.context));
        assertEquals(
                List.of("200 hello", "200 a secret", "200 hello"),
                loop.runUntilComplete(served(
                        options,
                        "https",
                        address -> gather(
                                sent(request(address + "/hello").build()),
                                sent(request(address + "/echo")
                                        .POST(BodyPublishers.ofString("a secret"))
                                        .build()),
                                sent(request(address + "/slow").build())))));
        assumeTrue(isInstalled("curl"), "curl is not installed");
        String[] twice = {"--cacert", identity.pem.toString(), "--write-out", " %{num_connects} "};
        assertEquals("hello\n 1 hello\n 0 ", loop.runUntilComplete(served(options, "https", address -> {
            List<String> arguments = new ArrayList<>(List.of(twice));
            Collections.addAll(arguments, address + "/hello", address + "/slow");
            return curl(arguments.toArray(new String[0]));
        })));
    }

    // ---------------------------------------------------------------------------------------------------------- curl

    @Test
    void curlUsesOneConnectionForThreePages() throws Exception {
        assumeTrue(isInstalled("curl"), "curl is not installed");
        String output = run(address ->
                curl("--write-out", " %{num_connects} ", address + "/hello", address + "/slow", address + "/hello"));
        assertEquals("hello\n 1 hello\n 0 hello\n 0 ", output);
    }

    @Test
    void curlPostsInChunksAndAsksForHeads() throws Exception {
        assumeTrue(isInstalled("curl"), "curl is not installed");
        assertEquals(
                "some text",
                run(address ->
                        curl("--header", "Transfer-Encoding: chunked", "--data", "some text", address + "/echo")));
        String head = run(address -> curl("--head", address + "/hello"));
        assertTrue(head.startsWith("HTTP/1.1 200 \r\n"), head);
        assertTrue(head.endsWith("Connection: keep-alive\r\n\r\n"), head);
    }

    @Test
    void curlWaitsToContinueWithALongBody() throws Exception {
        assumeTrue(isInstalled("curl"), "curl is not installed");
        String text = "x".repeat(100_000);
        Path file = Files.writeString(Files.createTempFile("body", ".txt"), text);
        try {
            assertEquals(
                    text,
                    run(address -> curl(
                            "--header",
                            "Expect: 100-continue",
                            "--expect100-timeout",
                            "50",
                            "--data-binary",
                            "@" + file,
                            address + "/echo")));
        } finally {
            Files.delete(file);
        }
    }

    @Async
    private static Coroutine<String> curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--noproxy", "*"));
        Collections.addAll(command, arguments);
        return toThread(() -> output(command));
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
            return output;
        } finally {
            process.destroy();
        }
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
