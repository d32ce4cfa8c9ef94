package dev.reprise.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One of the system's signals, and who is told of it. As long as there is anybody, the JVM's handler is replaced by one that
 * tells all {@link #listen listeners}, and if there are none, what the signal {@link #stepIn means} otherwise.
 */
final class SystemSignal {

    private static final Map<String, SystemSignal> KNOWN = new ConcurrentHashMap<>();

    private final JdkSignals jdk;
    private final Object signal;
    private final Object ours;

    /** The handler before ours, which is to be given back; null while ours is not set. Guarded by this, as are the lists. */
    private @Nullable Object before;

    private final List<Runnable> listeners = new ArrayList<>();
    private final List<Runnable> standIns = new ArrayList<>();

    private SystemSignal(JdkSignals jdk, String name) {
        this.jdk = jdk;
        signal = jdk.signal(name);
        ours = jdk.handler(this::arrived);
    }

    /**
     * Returns a signal.
     *
     * @throws IllegalArgumentException if the system has none of this name
     */
    static SystemSignal of(JdkSignals jdk, String name) {
        return KNOWN.computeIfAbsent(name, added -> new SystemSignal(jdk, added));
    }

    /** On a thread of the JVM's. */
    private void arrived() {
        told().forEach(Runnable::run);
    }

    private synchronized List<Runnable> told() {
        return List.copyOf(listeners.isEmpty() ? standIns : listeners);
    }

    /**
     * Calls {@code listener} at each arrival from now on, whoever handled the signal before.
     *
     * @return what ends that
     * @throws IllegalArgumentException if the JVM or the system does not give the signal away
     */
    synchronized Runnable listen(Runnable listener) {
        Object replaced = jdk.handle(signal, ours);
        if (replaced != ours) {
            before = replaced;
        }
        listeners.add(listener);
        return () -> stop(listeners, listener);
    }

    /**
     * Calls {@code standIn} instead of what the JVM does at the signal, as long as there are no listeners. A program that
     * handles or ignores the signal itself keeps its way.
     *
     * @return what ends that
     * @throws IllegalArgumentException as {@link #listen}
     */
    synchronized Runnable stepIn(Runnable standIn) {
        Object replaced = jdk.handle(signal, ours);
        if (replaced != ours) {
            if (!jdk.isTheJvms(replaced)) {
                jdk.handle(signal, replaced);
                return () -> {};
            }
            before = replaced;
        }
        standIns.add(standIn);
        return () -> stop(standIns, standIn);
    }

    private synchronized void stop(List<Runnable> list, Runnable listener) {
        if (list.remove(listener) && listeners.isEmpty() && standIns.isEmpty()) {
            giveBack();
        }
    }

    /** Leaves a handler in place that the program has set meanwhile. */
    private void giveBack() {
        Object former = before;
        if (former != null) {
            before = null;
            Object replaced = jdk.handle(signal, former);
            if (replaced != ours) {
                jdk.handle(signal, replaced);
            }
        }
    }
}
