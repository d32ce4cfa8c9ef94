package dev.reprise.it.protocol;

import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.CoroutineExit;
import dev.reprise.Generator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sequence steps: a coroutine, a generator of either kind, or a request to one. Each step tells its outcome, or throws. */
interface Steppable {

    String send(@Nullable String value);

    String raise(Throwable error);

    void close();

    Coroutine.State state();

    /** Performs a step as {@code protocol.py} describes it; what is not in it is the same for both. */
    default String step(String verb, List<String> arguments) {
        return switch (verb) {
            case "next" -> send(null);
            case "send" -> send(arguments.get(0));
            case "raise" -> raise(error(arguments.get(0)));
            case "close" -> {
                close();
                yield "closed";
            }
            case "state" ->
                switch (state()) {
                    case CREATED -> "created";
                    case RUNNING -> "running";
                    case SUSPENDED -> "suspended";
                    case RETURNED, FAILED, CLOSED -> "ended";
                };
            default -> throw new IllegalArgumentException("unknown step " + verb);
        };
    }

    static Throwable error(String kind) {
        return switch (kind) {
            case "Boom" -> new Boom("raised");
            case "Bang" -> new Bang("raised");
            case "Fatal" -> new Fatal("raised");
            case "Exit" -> new CoroutineExit();
            default -> throw new IllegalArgumentException("unknown error " + kind);
        };
    }

    /** A coroutine. Next and send differ, so that both are used. */
    record OfCoroutine(Coroutine<?> coroutine) implements Steppable {

        @Override
        public String send(@Nullable String value) {
            return outcome(value == null ? coroutine.next() : coroutine.send(value));
        }

        @Override
        public String raise(Throwable error) {
            return outcome(coroutine.raise(error));
        }

        private String outcome(boolean suspended) {
            return suspended
                    ? "yield " + Outcomes.text(coroutine.yielded())
                    : "return " + Outcomes.text(coroutine.result());
        }

        @Override
        public void close() {
            coroutine.close();
        }

        @Override
        public Coroutine.State state() {
            return coroutine.state();
        }
    }

    /** A generator, which has no result. */
    record OfGenerator(Generator<@Nullable String> generator) implements Steppable {

        @Override
        public String send(@Nullable String value) {
            return outcome(value == null ? generator.hasNext() : generator.send(value));
        }

        @Override
        public String raise(Throwable error) {
            return outcome(generator.raise(error));
        }

        private String outcome(boolean another) {
            return another ? "yield " + Outcomes.text(generator.next()) : "return nothing";
        }

        @Override
        public void close() {
            generator.close();
        }

        @Override
        public Coroutine.State state() {
            return generator.state();
        }

        @Override
        public String step(String verb, List<String> arguments) {
            return verb.equals("all") ? all() : Steppable.super.step(verb, arguments);
        }

        private String all() {
            List<String> elements = new ArrayList<>(List.of("all"));
            for (String element : generator) {
                elements.add(Outcomes.text(element));
            }
            return String.join(" ", elements);
        }
    }

    /** An asynchronous generator, of which only requests can be stepped. */
    record OfAsyncGenerator(AsyncGenerator<@Nullable Object> generator) implements Steppable {

        @Override
        public String step(String verb, List<String> arguments) {
            return switch (verb) {
                case "anext" -> Request.toAdvance(generator).send(null);
                case "asend" -> Request.toSend(generator, arguments.get(0)).send(null);
                case "athrow" ->
                    Request.toRaise(generator, error(arguments.get(0))).send(null);
                case "aclose" -> Request.toClose(generator).send(null);
                default -> Steppable.super.step(verb, arguments);
            };
        }

        @Override
        public String send(@Nullable String value) {
            throw new UnsupportedOperationException("no step of an asynchronous generator");
        }

        @Override
        public String raise(Throwable error) {
            throw new UnsupportedOperationException("no step of an asynchronous generator");
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException("no step of an asynchronous generator");
        }

        @Override
        public Coroutine.State state() {
            return generator.state();
        }
    }
}
