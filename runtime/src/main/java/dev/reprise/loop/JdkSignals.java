package dev.reprise.loop;

import dev.reprise.internal.Sneaky;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The system's signals, by way of {@code sun.misc.Signal}. That class is looked up at run time: javac warns of it, and its
 * module, jdk.unsupported, may be absent. Signals and handlers are its objects.
 */
final class JdkSignals {

    /** The modules that the JVM's own handlers come from. */
    private static final Set<String> JDK_MODULES = Set.of("java.base", "jdk.unsupported");

    /** Null where signals cannot be handled. */
    static final @Nullable JdkSignals INSTANCE = lookUp();

    private final Class<?> handlerType;
    private final Constructor<?> constructor;
    private final Method handle;
    private final Object ignoring;

    private JdkSignals() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        handlerType = Class.forName("sun.misc.SignalHandler");
        constructor = type.getConstructor(String.class);
        handle = type.getMethod("handle", type, handlerType);
        ignoring = Objects.requireNonNull(handlerType.getField("SIG_IGN").get(null));
    }

    private static @Nullable JdkSignals lookUp() {
        try {
            return new JdkSignals();
        } catch (ReflectiveOperationException absent) {
            return null;
        }
    }

    /**
     * Returns a signal.
     *
     * @throws IllegalArgumentException if the system has none of this name
     */
    Object signal(String name) {
        try {
            return constructor.newInstance(name);
        } catch (ReflectiveOperationException refused) {
            throw asItWas(refused);
        }
    }

    /** Returns a handler that calls {@code listener}, on a thread of the JVM's. */
    Object handler(Runnable listener) {
        return Proxy.newProxyInstance(
                JdkSignals.class.getClassLoader(), new Class<?>[] {handlerType}, calling(listener));
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

    /**
     * Sets the handler of a signal, and returns the one before.
     *
     * @throws IllegalArgumentException if the JVM or the system does not give it away
     */
    Object handle(Object signal, Object handler) {
        try {
            return Objects.requireNonNull(handle.invoke(null, signal, handler));
        } catch (ReflectiveOperationException refused) {
            throw asItWas(refused);
        }
    }

    private static RuntimeException asItWas(ReflectiveOperationException failure) {
        return Sneaky.raise(
                failure instanceof InvocationTargetException thrown ? thrown.getTargetException() : failure);
    }

    /** Tells whether a handler is neither the program's own, nor says that the signal is to be ignored. */
    boolean isTheJvms(Object handler) {
        return handler != ignoring
                && JDK_MODULES.contains(handler.getClass().getModule().getName());
    }
}
