package dev.reprise;

import org.jspecify.annotations.Nullable;

/**
 * The coroutine of a rewritten {@link Async} method. It is public only so that generated code can link to it; nothing
 * else should.
 *
 * <p>The transformer makes one final subclass a method, with typed fields for what the body needs across a suspension.
 * The body itself stays in the method's own class. In Java it would read
 *
 * <pre>{@code
 * pending = begin(awaitable, frame);
 * if (pending != null) {
 *     suspendOn(pending, frame, 1);
 *     frame.i0 = n;                      // spill what is live
 *     return true;
 * resume1:
 *     n = frame.i0;                      // restore it
 *     result = take(resumed(frame));
 * } else {
 *     result = resultOf(awaitable, frame);
 * }
 * }</pre>
 *
 * <p>A body that cannot be overridden and that others await as {@code await(foo(args))} can also be called directly: it
 * then has the method's own parameters, and makes its frame only when it is first suspended. Its result is its return value,
 * and {@link #SUSPENDED} says that there is none yet.
 *
 * <pre>{@code
 * Object foo(args, AsyncFrame base, int at) {
 *     Frame frame = null;
 *     if (at >= -1) {
 *         if (at < 0) {                     // nested too deep: the driver is to start it
 *             handOver(this.foo(args), base);
 *             return SUSPENDED;
 *         }
 *         frame = (Frame) base;             // entered by the driver, at the point
 *         at = nesting(frame);
 *         switch (at) { ... }
 *     }
 *     ...
 *     result = this.bar(args, base, deeper(at));
 *     if (result == SUSPENDED) {
 *         frame = Frame.made(frame);        // a new one, if it is null
 *         suspendOn(handedOver(base), frame, 1);
 *         handOver(frame, base);            // in its turn
 *         ...
 * resume1:
 *         ...
 *         result = take(resumed(frame));
 *     }
 * }
 * }</pre>
 *
 * <p>{@code base} is the frame that the driver has entered, which stands on the stack below the direct calls. Who is
 * suspended hands its frame over in the field {@code value} of the base, which is null while that runs; so nothing is
 * shared with other threads or loops. An awaiter that has ended at once is kept there too, until its result is taken. {@code at} counts the nesting from below zero: {@code depth - (MAX_NESTING + 1)}.
 *
 * <p>What generated code calls here does its work itself where it can: the JIT does not inline a call in a helper that it
 * has not seen run often, though it inlines the helper.
 *
 * @param <T> the type of the result
 */
public abstract class AsyncFrame<T extends @Nullable Object> extends Coroutine<T> {

    /** The number of this class's interface to generated code; it changes when older generated code cannot run. */
    public static final int ABI = 4;

    /** What a body returns that was called directly and has been suspended. */
    public static final Object SUSPENDED = new Object();

    /** The same of a body that returns an int, if a frame was handed over too: a result may have the same value. */
    static final int SUSPENDED_INT = 0x9D5A_C3E7;

    static final long SUSPENDED_LONG = 0x9D5A_C3E7_4B1F_6821L;
    static final double SUSPENDED_DOUBLE = -0x1.5ac3e74b1f682p-777;

    /**
     * For generated code.
     *
     * @param tracked true for a coroutine that has not started. Generators may be left alone, and a frame that a body makes when
     *     it is suspended has started
     */
    @SuppressWarnings("this-escape") // a tracker only keeps it, and the constructors of the subclasses do nothing
    protected AsyncFrame(boolean tracked) {
        if (tracked && CoroutineTracker.active) {
            CoroutineTracker.register(this);
        }
    }

    /**
     * Returns what is known of the source: class, method, file, and the lines of point 0, 1, ..., joined by {@code |}.
     */
    protected abstract String source();

    /** Forgets all references that the frame holds; a body that returns does so itself. */
    protected abstract void release();

    /**
     * Refuses generated code of another ABI; the static initialiser of each frame class calls it.
     *
     * @throws IncompatibleClassChangeError if the class was transformed for another runtime
     */
    protected static void checkAbi(int abi, String frame) {
        if (abi != ABI) {
            throw new IncompatibleClassChangeError("class " + frame.replace('/', '.')
                    + " was transformed for ABI " + abi + " of Reprise, this runtime has ABI " + ABI
                    + ": rebuild it from clean with the reprise-maven-plugin of the runtime's version");
        }
    }

    /**
     * Begins an await and runs the child to its first suspension, unless that would nest too deep. What {@link Awaiting} would ask
     * about a {@link SingleWait} is asked here, so that the JIT inlines its begin where it is awaited.
     *
     * @return what to wait for; null if the await has ended, then {@link #resultOf} has its result
     */
    public static @Nullable Object begin(@Nullable Awaitable<?> awaitable, AsyncFrame<?> frame) {
        if (awaitable instanceof SingleWait<?> wait && wait.state == CREATED) {
            return wait.beginAwait();
        }
        return Awaiting.begin(awaitable, frame);
    }

    /** Begins an await in a body that can be called directly. */
    public static @Nullable Object begin(@Nullable Awaitable<?> awaitable, AsyncFrame<?> base, int at) {
        if (awaitable instanceof SingleWait<?> wait && wait.state == CREATED) {
            return wait.beginAwait();
        }
        return Awaiting.begin(awaitable, null, base, depthBelow(at));
    }

    /** Begins the await of a coroutine that the body returns. */
    public static @Nullable Object beginTail(@Nullable Coroutine<?> returned, AsyncFrame<?> frame) {
        if (returned == null) {
            throw Misuse.nullReturned(frame);
        }
        return Awaiting.begin(returned, frame);
    }

    /** The same in a body that can be called directly. */
    public static @Nullable Object beginTail(@Nullable Coroutine<?> returned, AsyncFrame<?> base, int at) {
        if (returned == null) {
            throw Misuse.nullReturned();
        }
        return Awaiting.begin(returned, null, base, depthBelow(at));
    }

    /** Returns the result of what has ended when it was begun. */
    public static @Nullable Object resultOf(Object awaitable, AsyncFrame<?> base) {
        if (awaitable instanceof Coroutine<?> ended && ended.state >= STATELESS) {
            return ended.value;
        }
        return Awaiting.resultOf(awaitable, base);
    }

    private static int depthBelow(int at) {
        return at + Driver.MAX_NESTING + 2;
    }

    /** Returns the nesting of a frame that the driver has entered, counted from below zero. */
    public static int nesting(AsyncFrame<?> frame) {
        return frame.depth - (Driver.MAX_NESTING + 1);
    }

    /**
     * Returns the nesting of what is called from a body that is nested {@code at}. It is negative, also below the body of an
     * asynchronous generator, which {@link Advance} may nest one level too deep; and the JIT sees that it is, so that where it
     * inlines the callee, it leaves out what that does when the driver enters it.
     */
    public static int deeper(int at) {
        return Math.min(at + 1, -1);
    }

    /**
     * Hands over a frame that has just been suspended, unless it is the one that was entered; or a coroutine that is nested
     * too deep to be run before all below it are suspended.
     */
    public static void handOver(Coroutine<?> awaited, AsyncFrame<?> base) {
        if (awaited != base) {
            base.value = awaited;
        }
    }

    /** Returns what a direct call that was suspended has handed over to wait for. */
    @SuppressWarnings("NullAway") // it has
    public static Object handedOver(AsyncFrame<?> base) {
        return base.value;
    }

    /** Tells whether what a direct call has returned says that it was suspended: a result may have the same value. */
    public static boolean isSuspended(int returned, AsyncFrame<?> base) {
        return returned == SUSPENDED_INT && base.value != null;
    }

    /** The same of a long. */
    public static boolean isSuspended(long returned, AsyncFrame<?> base) {
        return returned == SUSPENDED_LONG && base.value != null;
    }

    /** The same of a double. */
    public static boolean isSuspended(double returned, AsyncFrame<?> base) {
        return returned == SUSPENDED_DOUBLE && base.value != null;
    }

    /** Suspends at the await of what is pending. */
    public static void suspendOn(Object awaited, AsyncFrame<?> frame, int point) {
        frame.value = awaited;
        frame.state = (short) (point | (awaited instanceof Coroutine<?> ? AWAITS : WAITS));
    }

    /**
     * Suspends with a value: for the driver, or, where the step then returns false, as an element for the {@link Advance}
     * that awaits the frame.
     */
    public static void suspendWith(@Nullable Object yielded, AsyncFrame<?> frame, int point) {
        if (frame.value != yielded) {
            frame.value = yielded;
        }
        frame.state = (short) point;
    }

    /** Goes on after an await: returns what has ended, or throws what was raised here. */
    public static Object resumed(AsyncFrame<?> frame) {
        Object awaited = frame.value;
        if (awaited == null || awaited instanceof Raised) {
            return frame.resumed();
        }
        frame.value = null;
        return awaited;
    }

    /** Goes on after a suspend: returns what was sent, or throws what was raised here. */
    public static @Nullable Object received(AsyncFrame<?> frame) {
        return frame.value == null ? null : frame.received();
    }

    /** Returns the result of what has ended, or throws its failure. */
    public static @Nullable Object take(Object awaited) {
        if (awaited instanceof Coroutine<?> ended && ended.state >= STATELESS) {
            return ended.value; // it has ended, with a result
        }
        return Awaiting.take(awaited);
    }

    /** Ends the body with a result. */
    public static boolean finish(@Nullable Object result, AsyncFrame<?> frame) {
        frame.value = result;
        frame.state = RETURNED;
        return false;
    }

    /** Ends the body with the result of a coroutine that it returned and that has ended. */
    public static boolean finishWith(Object ended, AsyncFrame<?> frame) {
        return finish(Awaiting.take(ended), frame);
    }

    /**
     * Ends a step of a body that can be called directly.
     *
     * @return true if it was suspended; its result, {@code returned}, is none then
     */
    public static boolean ended(@Nullable Object returned, AsyncFrame<?> frame) {
        if (frame.state != RUNNING) {
            return true;
        }
        frame.release();
        return finish(returned, frame);
    }

    /** The same of a body that returns an int. */
    public static boolean ended(int returned, AsyncFrame<?> frame) {
        return frame.state != RUNNING || ended(Integer.valueOf(returned), frame);
    }

    /** The same of a body that returns a long. */
    public static boolean ended(long returned, AsyncFrame<?> frame) {
        return frame.state != RUNNING || ended(Long.valueOf(returned), frame);
    }

    /** The same of a body that returns a double. */
    public static boolean ended(double returned, AsyncFrame<?> frame) {
        return frame.state != RUNNING || ended(Double.valueOf(returned), frame);
    }

    /** Makes the generator that a rewritten method returns. */
    public static <Y extends @Nullable Object> Generator<Y> generator(AsyncFrame<?> frame) {
        return new Generator<>(frame);
    }

    /** Makes the asynchronous generator that a rewritten method returns. */
    public static <Y extends @Nullable Object> AsyncGenerator<Y> asyncGenerator(AsyncFrame<?> frame) {
        return new AsyncGenerator<>(frame);
    }

    @Override
    protected final String name() {
        String[] source = source().split(";", -1);
        return source[0].substring(source[0].lastIndexOf('.') + 1) + "." + source[1];
    }

    @Override
    protected final StackTraceElement locate(int point) {
        String[] source = source().split(";", -1);
        int line = Integer.parseInt(source[Math.min(3 + point, source.length - 1)]);
        return new StackTraceElement(source[0], source[1], source[2], line);
    }
}
