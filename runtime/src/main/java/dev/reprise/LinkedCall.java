package dev.reprise;

import dev.reprise.internal.BodyNames;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Links the awaits of static methods of other classes, when they are first run. It is public only so that generated code
 * can link to it; nothing else should.
 *
 * <p>If the method has a body that can be called directly (see {@link AsyncFrame}), that is what is called; if not, the
 * method is, and its coroutine awaited. Which it is depends on the class that is there at run time, so classes may be
 * compiled apart, and a method may become {@code @Async} or cease to be.
 */
public final class LinkedCall {

    private static final Lookup OWN = MethodHandles.lookup();

    /** The parameters of a body after those of its method: the base, and where to begin. */
    private static final int MORE = 2;

    private LinkedCall() {}

    /**
     * Links a call, for generated code.
     *
     * @param caller the class that awaits
     * @param name the method
     * @param type the parameters of a direct call, and the result as the await wants it: an int, long or double or any object
     * @param owner the class that the call names
     */
    public static CallSite link(Lookup caller, String name, MethodType type, Class<?> owner) {
        try {
            int parameters = type.parameterCount() - MORE;
            MethodType declared =
                    type.dropParameterTypes(parameters, type.parameterCount()).changeReturnType(Coroutine.class);
            MethodHandle method = caller.findStatic(owner, name, declared);
            MethodHandle body = bodyOf(method, caller, name, type, owner);
            return new ConstantCallSite(returning(type, body == null ? awaiting(method) : body));
        } catch (NoSuchMethodException e) {
            throw initCause(new NoSuchMethodError(e.getMessage()), e);
        } catch (IllegalAccessException e) {
            throw initCause(new IllegalAccessError(e.getMessage()), e);
        }
    }

    private static <E extends Error> E initCause(E error, Exception cause) {
        error.initCause(cause);
        return error;
    }

    /** Returns the body of a method, or null; the class that the call names may hide it and inherit its body. */
    private static @Nullable MethodHandle bodyOf(
            MethodHandle method, Lookup caller, String name, MethodType type, Class<?> owner)
            throws IllegalAccessException {
        String bodyName = BodyNames.linked(name, AsyncFrame.ABI);
        Class<?> wanted = type.returnType();
        Class<?>[] results = wanted == Object.class
                ? new Class<?>[] {Object.class, int.class, long.class, double.class}
                : new Class<?>[] {wanted, Object.class};
        for (Class<?> result : results) {
            MethodHandle body = find(caller, owner, bodyName, type.changeReturnType(result));
            if (body != null) {
                return declaring(body, caller) == declaring(method, caller) ? body : null;
            }
        }
        return null;
    }

    private static @Nullable MethodHandle find(Lookup caller, Class<?> owner, String name, MethodType type)
            throws IllegalAccessException {
        try {
            return caller.findStatic(owner, name, type);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static Class<?> declaring(MethodHandle method, Lookup caller) {
        return caller.revealDirect(method).getDeclaringClass();
    }

    /** Returns {@code (arguments, base, at) -> begun(method(arguments), base, at)}. */
    private static MethodHandle awaiting(MethodHandle method) throws NoSuchMethodException, IllegalAccessException {
        MethodType type = MethodType.methodType(Object.class, Coroutine.class, AsyncFrame.class, int.class);
        return MethodHandles.collectArguments(OWN.findStatic(LinkedCall.class, "begun", type), 0, method);
    }

    /** Awaits what a method has returned, for one that can be called directly. */
    static @Nullable Object begun(@Nullable Coroutine<?> returned, AsyncFrame<?> base, int at) {
        Object pending = AsyncFrame.begin(returned, base, at - 1);
        if (pending == null) {
            return AsyncFrame.resultOf(Objects.requireNonNull(returned), base);
        }
        base.value = pending;
        return AsyncFrame.SUSPENDED;
    }

    /** Returns what calls a body and returns its result as it is wanted. */
    private static MethodHandle returning(MethodType type, MethodHandle body)
            throws NoSuchMethodException, IllegalAccessException {
        Class<?> from = body.type().returnType();
        Class<?> to = type.returnType();
        if (from == to) {
            return body;
        }
        MethodHandle object = from.isPrimitive() ? boxing(body) : body;
        return to.isPrimitive()
                ? MethodHandles.filterReturnValue(
                        object,
                        OWN.findStatic(LinkedCall.class, to.getName() + "Of", MethodType.methodType(to, Object.class)))
                : object;
    }

    /** Returns {@code (arguments, base, at) -> boxed(body(arguments, base, at), base)}. */
    private static MethodHandle boxing(MethodHandle body) throws NoSuchMethodException, IllegalAccessException {
        MethodType type = body.type();
        MethodHandle boxed = OWN.findStatic(
                LinkedCall.class, "boxed", MethodType.methodType(Object.class, type.returnType(), AsyncFrame.class));
        int base = type.parameterCount() - MORE;
        int[] order = IntStream.concat(IntStream.range(0, type.parameterCount()), IntStream.of(base))
                .toArray();
        return MethodHandles.permuteArguments(
                MethodHandles.collectArguments(boxed, 0, body), type.changeReturnType(Object.class), order);
    }

    static Object boxed(int result, AsyncFrame<?> base) {
        return AsyncFrame.isSuspended(result, base) ? AsyncFrame.SUSPENDED : result;
    }

    static Object boxed(long result, AsyncFrame<?> base) {
        return AsyncFrame.isSuspended(result, base) ? AsyncFrame.SUSPENDED : result;
    }

    static Object boxed(double result, AsyncFrame<?> base) {
        return AsyncFrame.isSuspended(result, base) ? AsyncFrame.SUSPENDED : result;
    }

    /** Opens the box as the source does, with its exception for null. */
    static int intOf(Object result) {
        return result == AsyncFrame.SUSPENDED ? AsyncFrame.SUSPENDED_INT : (Integer) result;
    }

    static long longOf(Object result) {
        return result == AsyncFrame.SUSPENDED ? AsyncFrame.SUSPENDED_LONG : (Long) result;
    }

    static double doubleOf(Object result) {
        return result == AsyncFrame.SUSPENDED ? AsyncFrame.SUSPENDED_DOUBLE : (Double) result;
    }
}
