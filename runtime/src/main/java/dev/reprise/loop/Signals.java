package dev.reprise.loop;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signals of the system, such as {@code SIGTERM}, handled on a loop: {@code add_signal_handler}. Each loop has handlers of its
 * own, all of which are called; what a signal does without handlers, it does again when the last one is removed.
 *
 * <pre>{@code
 * Signals.addSignalHandler(loop, "TERM", server::close);
 * }</pre>
 *
 * <p>A handler runs as a callback of the loop, from the ready queue, in a copy of the context of the code that added it. So it
 * may use the loop, and a loop that is held up by a callback runs it late. Two signals of a kind that come shortly after each
 * other may be one: the system does not count. Virtual time does not wait for signals.
 *
 * <p>A signal is named without its {@code SIG}, or with it. The system gives no program {@code KILL} and {@code STOP}, and the
 * JVM keeps {@code SEGV}, {@code BUS}, {@code FPE}, {@code ILL}, {@code PIPE}, {@code USR2}, {@code XFSZ} and {@code QUIT} for
 * itself. Where {@code INT} has a handler, Ctrl-C does not end the run. A program that was started to ignore {@code HUP},
 * {@code INT} or {@code TERM}, as by {@code nohup}, does not get them.
 *
 * <p>All methods belong to the thread of the loop, and throw an {@link UnsupportedOperationException} where the module {@code
 * jdk.unsupported} is absent.
 */
public final class Signals {

    /** Those that the JVM would give away, and then fail without. */
    private static final Set<String> JVMS_OWN = Set.of("BUS", "PIPE", "USR2", "XFSZ");

    private static final LoopLocal<Handlers> HANDLERS = new LoopLocal<>(loop -> new Handlers());

    private Signals() {}

    /** What ends each handler of a loop, by signal. */
    private static final class Handlers implements AutoCloseable {

        private final Map<String, Runnable> stops = new HashMap<>();

        boolean remove(String name) {
            Runnable stop = stops.remove(name);
            if (stop != null) {
                stop.run();
            }
            return stop != null;
        }

        @Override
        public void close() {
            List.copyOf(stops.keySet()).forEach(this::remove);
        }
    }

    /**
     * Calls {@code handler} on a loop at each signal {@code name}, until it is removed or the loop is closed: {@code
     * add_signal_handler}. It replaces the one that the loop has for this signal.
     *
     * @throws IllegalArgumentException if there is no such signal, or it cannot be handled
     */
    public static void addSignalHandler(CallbackLoop loop, String name, Runnable handler) {
        Objects.requireNonNull(handler, "handler");
        String plain = plain(name);
        Handlers handlers = HANDLERS.of(loop);
        Runnable stop = listen(loop, plain, handler);
        handlers.remove(plain);
        handlers.stops.put(plain, stop);
    }

    /**
     * Removes the handler that a loop has for a signal: {@code remove_signal_handler}.
     *
     * @return whether there was one
     */
    public static boolean removeSignalHandler(CallbackLoop loop, String name) {
        return HANDLERS.of(loop).remove(plain(name));
    }

    /**
     * Returns a generator of the names of the signals that arrive on the running loop, for ever: {@code
     * trio.open_signal_receiver}. They are listened to from the first {@link AsyncGenerator#hasNext} until the generator is
     * closed. What arrives while nobody waits is kept, of each signal one.
     *
     * @throws IllegalArgumentException as {@link #addSignalHandler}, in the first await; likewise an {@link
     *     IllegalStateException} if no loop is running on this thread
     */
    @Async
    public static AsyncGenerator<String> received(String... names) {
        CallbackLoop loop = CallbackLoop.running();
        if (loop == null) {
            throw new IllegalStateException("no loop is running on this thread: await signals in a task");
        }
        Reception reception = new Reception(loop);
        try {
            for (String name : names) {
                reception.add(plain(name));
            }
            while (!loop.isClosed()) {
                if (reception.arrived.isEmpty()) {
                    await(reception.next());
                }
                emit(reception.take());
            }
        } finally {
            reception.close();
        }
        return AsyncGenerator.done();
    }

    /** What one generator listens to. */
    private static final class Reception implements AutoCloseable {

        private final CallbackLoop loop;
        private final List<Runnable> stops = new ArrayList<>();
        private final Set<String> arrived = new LinkedHashSet<>();
        private @Nullable Promise<Void> waiting;

        Reception(CallbackLoop loop) {
            this.loop = loop;
        }

        void add(String name) {
            stops.add(listen(loop, name, () -> arrive(name)));
        }

        private void arrive(String name) {
            arrived.add(name);
            if (waiting != null) {
                waiting.trySetResult(null);
            }
        }

        Promise<Void> next() {
            Promise<Void> promise = loop.createPromise();
            waiting = promise;
            return promise;
        }

        String take() {
            String first = arrived.iterator().next();
            arrived.remove(first);
            return first;
        }

        @Override
        public void close() {
            stops.forEach(Runnable::run);
        }
    }

    private static String plain(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("SIG") ? upper.substring(3) : upper;
    }

    /** Sends {@code callback} to the loop at each signal; returns what ends that. */
    private static Runnable listen(CallbackLoop loop, String name, Runnable callback) {
        JdkSignals jdk = JdkSignals.INSTANCE;
        if (jdk == null) {
            throw new UnsupportedOperationException(
                    "signals need the module jdk.unsupported, which this JVM does not have:"
                            + " start it with --add-modules jdk.unsupported, or link that in");
        }
        Listener listener = new Listener(loop, callback, Context.capture(Context.slot()));
        Runnable stop = start(jdk, name, listener);
        return () -> {
            listener.stopped = true;
            stop.run();
        };
    }

    private static Runnable start(JdkSignals jdk, String name, Listener listener) {
        if (JVMS_OWN.contains(name)) {
            throw new IllegalArgumentException(refusal(name));
        }
        try {
            return SystemSignal.of(jdk, name).listen(listener);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(refusal(name), refused);
        }
    }

    private static final class Listener implements Runnable {

        private final CallbackLoop loop;
        private final Runnable callback;
        private final @Nullable Context context;

        /** Of the loop's thread: what was sent before it was stopped comes to nothing. */
        private boolean stopped;

        Listener(CallbackLoop loop, Runnable callback, @Nullable Context context) {
            this.loop = loop;
            this.callback = callback;
            this.context = context;
        }

        @Override
        public void run() {
            loop.offerThreadsafe(this::call, context);
        }

        private void call() {
            if (!stopped) {
                callback.run();
            }
        }
    }

    private static String refusal(String name) {
        return "SIG" + name + " cannot be handled: " + reason(name);
    }

    private static String reason(String name) {
        return switch (name) {
            case "KILL", "STOP" -> "the system gives it to no program";
            case "SEGV", "BUS", "FPE", "ILL", "PIPE", "USR2", "XFSZ" -> "the JVM needs it for itself";
            case "QUIT" -> "the JVM shows its threads then, unless it was started with -Xrs";
            case "HUP", "INT", "TERM" -> "the JVM was started with -Xrs, which leaves it to the system";
            default -> "the system has no such signal, or keeps it";
        };
    }
}
