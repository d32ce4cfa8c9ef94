package dev.reprise.task;

import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the programs of {@code asyncio_traces.py} as tasks, and logs what that logs. */
final class TracedPrograms {

    final List<String> log = new ArrayList<>();
    final List<Task<String>> tasks = new ArrayList<>();

    private final EventLoop loop;
    private final List<Promise<String>> promises = new ArrayList<>();

    TracedPrograms(EventLoop loop) {
        this.loop = loop;
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
        for (int i = 0; i < 3; i++) {
            promises.add(loop.createPromise());
        }
    }

    void start(String program) {
        String[] bodies = program.split(" / ", -1);
        for (int own = 0; own < bodies.length; own++) {
            tasks.add(loop.createTask(new Body(own, List.of(bodies[own].split(" ", -1)))));
        }
    }

    /** The error that an operation raises. */
    private static final class ValueError extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** One task: a coroutine by hand, whose only point is the end of an await. */
    private final class Body extends Coroutine<String> {

        private final int own;
        private final List<String> operations;
        private int number;

        Body(int own, List<String> operations) {
            this.own = own;
            this.operations = operations;
        }

        @Override
        protected boolean step(int point) {
            boolean resumed = point != 0;
            for (; number < operations.size(); number++) {
                String operation = operations.get(number);
                try {
                    if (!resumed
                            && begin(
                                    operation.charAt(0),
                                    operation.replace("!", "").substring(1))) {
                        return true;
                    }
                    end(operation.charAt(0));
                } catch (CancelledError cancelled) {
                    caught("C", operation, cancelled);
                } catch (ValueError error) {
                    caught("V", operation, error);
                }
                resumed = false;
            }
            return returns("r" + own);
        }

        private <E extends Throwable> void caught(String kind, String operation, E error) throws E {
            log.add(own + "!" + kind);
            if (!operation.endsWith("!")) {
                throw error;
            }
        }

        /** Executes an operation up to its await; true if that is pending. */
        private boolean begin(char kind, String argument) {
            log.add(own + "." + number + kind);
            Awaitable<?> awaited = awaitedBy(kind, argument);
            if (awaited != null) {
                return awaits(1, awaited);
            }
            switch (kind) {
                case 'c' -> logTruth(tasks.get(Integer.parseInt(argument)).cancel());
                case 'u' -> log.add("=" + tasks.get(own).uncancel());
                case 'x' -> logTruth(promises.get(Integer.parseInt(argument)).cancel());
                case 'r' -> throw new ValueError();
                default -> finish(promises.get(Integer.parseInt(argument)), kind);
            }
            return false;
        }

        private @Nullable Awaitable<?> awaitedBy(char kind, String argument) {
            return switch (kind) {
                case 'y' -> Sleep.sleep(Duration.ZERO);
                case 's' -> Sleep.sleep(Duration.ofNanos(1_000 * Long.parseLong(argument)));
                case 'a' -> tasks.get(Integer.parseInt(argument));
                case 'w' -> promises.get(Integer.parseInt(argument));
                case 'g' -> gather(argument);
                default -> null;
            };
        }

        private Awaitable<?> gather(String argument) {
            List<Task<String>> gathered = new ArrayList<>();
            if (!argument.isEmpty()) {
                for (String task : argument.split("\\.", -1)) {
                    gathered.add(tasks.get(Integer.parseInt(task)));
                }
            }
            return Gather.gather(gathered);
        }

        private void logTruth(boolean value) {
            log.add(value ? "=True" : "=False");
        }

        private void finish(Promise<String> promise, char kind) {
            if (promise.done()) {
                return;
            }
            if (kind == 'p') {
                promise.setResult(own + "." + number);
            } else {
                promise.setException(new ValueError());
            }
        }

        /** Takes the result of an await; an operation without one has none. */
        private void end(char kind) {
            switch (kind) {
                case 'y', 's' -> awaited();
                case 'a', 'w' -> log.add("=" + awaited());
                case 'g' -> log.add("=" + joined((List<?>) awaited()));
                default -> {}
            }
        }

        private String joined(@Nullable List<?> results) {
            StringBuilder joined = new StringBuilder();
            if (results != null) {
                results.forEach(
                        result -> joined.append(joined.isEmpty() ? "" : ",").append(result));
            }
            return joined.toString();
        }
    }
}
