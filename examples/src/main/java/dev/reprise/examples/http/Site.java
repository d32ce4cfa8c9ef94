package dev.reprise.examples.http;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.interop.Futures.wrapFuture;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.io.Bytes;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.task.Runner;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A site with three pages: {@code /hello}, {@code /slow}, which takes its time, and {@code /echo} for what is posted. */
public final class Site {

    private static final Map<String, String> METHODS =
            Map.of("/hello", "GET, HEAD", "/slow", "GET, HEAD", "/echo", "POST");

    private Site() {}

    @Async
    static Coroutine<HttpResponse> answer(HttpRequest request) throws IOException {
        String allowed = METHODS.get(request.target());
        if (allowed == null) {
            throw new HttpError(404, "there is no " + request.target());
        }
        if (!List.of(allowed.split(", ")).contains(request.method())) {
            return Coroutine.of(new HttpResponse(405, Map.of("Allow", allowed), Bytes.utf8("use " + allowed + "\n")));
        }
        if (request.target().equals("/slow")) {
            await(sleep(Duration.ofMillis(100))); // the others are served meanwhile
        }
        return Coroutine.of(
                request.target().equals("/echo")
                        ? new HttpResponse(200, Map.of(), request.body())
                        : HttpResponse.text(200, "hello"));
    }

    /** Serves the site for as long as the JDK's client, in the same loop, asks for pages. */
    @Async
    public static Coroutine<Void> show(PrintStream out) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        try (Server server = await(new HttpServer(Site::answer).start("127.0.0.1", 0, ServerOptions.defaults()))) {
            int port = ((InetSocketAddress) server.localAddresses().get(0)).getPort();
            for (String page : List.of("/hello", "/slow", "/elsewhere")) {
                URI uri = URI.create("http://127.0.0.1:" + port + page);
                var request = java.net.http.HttpRequest.newBuilder(uri).build();
                var response = await(wrapFuture(client.sendAsync(request, BodyHandlers.ofString())));
                out.println(page + ": " + response.statusCode() + " "
                        + response.body().strip());
            }
            server.closeClients();
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> serve(int port) throws IOException {
        Server server = await(new HttpServer(Site::answer).start("localhost", port, ServerOptions.defaults()));
        System.out.println("serving on " + server.localAddresses() + " until Ctrl-C");
        return server.serveForever();
    }

    /** Argument: a port; 8080 without. */
    public static void main(String[] args) throws IOException {
        Runner.runMain(serve(args.length == 0 ? 8080 : Integer.parseInt(args[0])));
    }
}
