package dev.reprise.it.protocol;

import dev.reprise.Coroutine;
import org.jspecify.annotations.Nullable;

/** Some bodies once more, as coroutines that are written by hand. */
final class HandWritten {

    private HandWritten() {}

    static Object make(Trace trace, String body, Trace.Arguments arguments) {
        return switch (body) {
            case "hand_twice" -> new Twice();
            case "hand_catches" -> new Catches(trace);
            case "hand_guards" -> new Guards(trace, arguments.word(0), arguments.coroutine(1));
            default -> throw new IllegalArgumentException("unknown body " + body);
        };
    }

    private static final class Twice extends Coroutine<String> {

        private @Nullable Object first;

        @Override
        protected boolean step(int point) {
            return switch (point) {
                case 0 -> suspendAt(1, "a");
                case 1 -> {
                    first = received();
                    yield suspendAt(2, "b");
                }
                default -> returns(Outcomes.text(first) + " " + Outcomes.text(received()));
            };
        }
    }

    private static final class Catches extends Coroutine<String> {

        private final Trace trace;

        Catches(Trace trace) {
            this.trace = trace;
        }

        @Override
        protected boolean step(int point) {
            if (point == 0) {
                return suspendAt(1, "a");
            }
            if (point == 1) {
                try {
                    received();
                } catch (Throwable error) { // no method call here declares the checked exception
                    if (error instanceof Boom) {
                        trace.log("caught " + error.getMessage());
                        return suspendAt(2, "b");
                    }
                    throw error;
                }
            } else {
                received();
            }
            return returns("end");
        }
    }

    private static final class Guards extends Coroutine<@Nullable Object> {

        private final Trace trace;
        private final String name;
        private final Coroutine<@Nullable Object> inner;

        Guards(Trace trace, String name, Coroutine<@Nullable Object> inner) {
            this.trace = trace;
            this.name = name;
            this.inner = inner;
        }

        @Override
        @SuppressWarnings("NullAway") // it does not know that T may be null here
        protected boolean step(int point) {
            boolean suspended = false;
            try {
                suspended = point == 0 && awaits(1, inner);
                return suspended || returns(awaited());
            } finally {
                if (!suspended) {
                    trace.log(name + " cleaned");
                }
            }
        }
    }
}
