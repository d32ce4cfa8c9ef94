package dev.reprise.examples.http;

import dev.reprise.Coroutine;

/** Answers requests. What it fails with is answered by 500, or in the case of a {@link HttpError} by what that says. */
@FunctionalInterface
public interface HttpHandler {
    Coroutine<HttpResponse> handle(HttpRequest request) throws Exception;
}
