package dev.reprise.it.protocol;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static dev.reprise.it.protocol.Boom.orBoom;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import org.jspecify.annotations.Nullable;

/** The requests to asynchronous generators, and who awaits them. */
final class ConsumerBodies {

    private ConsumerBodies() {}

    static Object make(Trace trace, String body, Trace.Arguments arguments) throws Boom {
        return switch (body) {
            case "anext" -> Request.toAdvance(arguments.asyncGenerator(0));
            case "asend" -> Request.toSend(arguments.asyncGenerator(0), arguments.word(1));
            case "athrow" -> Request.toRaise(arguments.asyncGenerator(0), Steppable.error(arguments.word(1)));
            case "aclose" -> Request.toClose(arguments.asyncGenerator(0));
            case "a_collects" -> collects(trace, arguments.asyncGenerator(0));
            case "a_takes_one" -> takesOne(arguments.asyncGenerator(0));
            case "a_closes" -> closes(trace, arguments.asyncGenerator(0));
            case "a_handles" -> handles(trace, arguments.asyncGenerator(0));
            case "a_awaits" -> awaits(arguments.request(0));
            case "a_awaits_twice" -> awaitsTwice(trace, arguments.request(0));
            default -> Bodies.make(trace, body, arguments);
        };
    }

    @Async
    private static Coroutine<String> collects(Trace trace, AsyncGenerator<@Nullable Object> generator) {
        while (await(generator.hasNext())) {
            trace.log(generator.next());
        }
        return Coroutine.of("end");
    }

    @Async
    private static Coroutine<@Nullable Object> takesOne(AsyncGenerator<@Nullable Object> generator) {
        await(generator.hasNext());
        return Coroutine.of(generator.next());
    }

    @Async
    private static Coroutine<Void> closes(Trace trace, AsyncGenerator<@Nullable Object> generator) {
        await(generator.forEach(element -> {
            trace.log(element);
            suspend("between");
            return Coroutine.done();
        }));
        return Coroutine.done();
    }

    @Async
    private static Coroutine<String> handles(Trace trace, AsyncGenerator<@Nullable Object> generator) {
        try {
            while (orBoom(await(generator.hasNext()))) {
                trace.log(generator.next());
            }
        } catch (Boom | Bang e) {
            return Coroutine.of("handled " + e.getMessage());
        }
        return Coroutine.of("end");
    }

    @Async
    private static Coroutine<String> awaits(Request request) {
        Object result = await(request.coroutine());
        return Coroutine.of(Outcomes.text(request.outcome(result)));
    }

    @Async
    private static Coroutine<@Nullable Object> awaitsTwice(Trace trace, Request request) {
        trace.log(request.outcome(await(request.coroutine())));
        return Coroutine.of(await(request.coroutine()));
    }
}
