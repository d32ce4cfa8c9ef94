package dev.reprise.loop;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SIGINT, which Ctrl-C sends, by way of {@code sun.misc.Signal}. That class is looked up at run time: javac warns of it,
 * and its module, jdk.unsupported, may be absent.
 */
final class InterruptSignal {

    /** The modules that the JVM's own handlers come from. */
    private static final Set<String> JDK_MODULES = Set.of("java.base", "jdk.unsupported");

    private static final @Nullable InterruptSignal INSTANCE = lookUp();

    private final Class<?> handlerType;
    private final Method handle;
    private final Object signal;
    private final Object ignoring;

    private InterruptSignal() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        handlerType = Class.forName("sun.misc.SignalHandler");
        handle = type.getMethod("handle", type, handlerType);
        signal = type.getConstructor(String.class).newInstance("INT");
        ignoring = Objects.requireNonNull(handlerType.getField("SIG_IGN").get(null));
    }

    private static @Nullable InterruptSignal lookUp() {
        try {
            return new InterruptSignal();
        } catch (ReflectiveOperationException absent) {
            return null;
        }
    }

    /**
     * Calls {@code listener} at each Ctrl-C from now on, on a thread of the JVM's, instead of ending the JVM. A program
     * that handles or ignores the signal itself keeps its way.
     *
     * @return what gives the signal back; null if signals cannot be handled here
     */
    static @Nullable Runnable listen(Runnable listener) {
        InterruptSignal instance = INSTANCE;
        if (instance == null) {
            return null;
        }
        try {
            return instance.replaceHandler(listener);
        } catch (ReflectiveOperationException refused) { // the JVM was started with -Xrs
            return null;
        }
    }

    private Runnable replaceHandler(Runnable listener) throws ReflectiveOperationException {
        Object ours = Proxy.newProxyInstance(
                InterruptSignal.class.getClassLoader(), new Class<?>[] {handlerType}, calling(listener));
        Object previous = set(ours);
        if (previous == ignoring
                || !JDK_MODULES.contains(previous.getClass().getModule().getName())) {
            set(previous);
            return () -> {};
        }
        return () -> giveBack(previous, ours);
    }

    private static InvocationHandler calling(Runnable listener) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> listener.toString();
            default -> {
                listener.run();
                yield null;
            }
        };
    }

    private Object set(Object handler) throws ReflectiveOperationException {
        return Objects.requireNonNull(handle.invoke(null, signal, handler));
    }

    /** Leaves a handler in place that the program has set meanwhile. */
    private void giveBack(Object previous, Object ours) {
        try {
            Object replaced = set(previous);
            if (replaced != ours) {
                set(replaced);
            }
        } catch (ReflectiveOperationException refused) {
            throw new IllegalStateException("the signal could be handled, but not given back", refused);
        }
    }
}
