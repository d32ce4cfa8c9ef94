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
 * child = begin(awaitable, frame);
 * if (isPending(child)) {
 *     suspendOn(child, frame, 1);
 *     frame.i0 = n;                      // spill what is live
 *     return true;
 * resume1:
 *     n = frame.i0;                      // restore it
 *     child = resumed(frame);
 * }
 * result = take(child);
 * }</pre>
 *
 * @param <T> the type of the result
 */
public abstract class AsyncFrame<T extends @Nullable Object> extends Coroutine<T> {

    /** The number of this class's interface to generated code; it changes when older generated code cannot run. */
    public static final int ABI = 1;

    /** For generated code. */
    @SuppressWarnings("this-escape") // a tracker only keeps it, and the constructors of the subclasses do nothing
    protected AsyncFrame() {
        if (CoroutineTracker.active) {
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

    /** Begins an await and runs the child to its first suspension, unless that would nest too deep. */
    public static Coroutine<?> begin(@Nullable Awaitable<?> awaitable, AsyncFrame<?> frame) {
        return Driver.begin(awaitable, frame);
    }

    /** Begins the await of a coroutine that the body returns. */
    public static Coroutine<?> beginTail(@Nullable Coroutine<?> returned, AsyncFrame<?> frame) {
        if (returned == null) {
            throw Misuse.nullReturned(frame);
        }
        return Driver.begin(returned, frame);
    }

    /** Tells whether a child that was begun has not ended. */
    public static boolean isPending(Coroutine<?> child) {
        return child.state >= CREATED;
    }

    /** Suspends at the await of a pending child. */
    public static void suspendOn(Coroutine<?> child, AsyncFrame<?> frame, int point) {
        frame.awaiting = child;
        frame.state = point;
    }

    /**
     * Suspends with a value: for the driver, or, where the step then returns false, as an element for the {@link Advance}
     * that awaits the frame.
     */
    public static void suspendWith(@Nullable Object yielded, AsyncFrame<?> frame, int point) {
        frame.suspendAt(point, yielded);
    }

    /** Goes on after an await: returns the ended child, or throws what was raised here. */
    public static Coroutine<?> resumed(AsyncFrame<?> frame) {
        return frame.resumed();
    }

    /** Goes on after a suspend: returns what was sent, or throws what was raised here. */
    public static @Nullable Object received(AsyncFrame<?> frame) {
        return frame.received();
    }

    /** Returns the result of an ended child, or throws its failure. */
    public static @Nullable Object take(Coroutine<?> child) {
        return child.take();
    }

    /** Ends the body with a result. */
    public static boolean finish(@Nullable Object result, AsyncFrame<?> frame) {
        frame.value = result;
        frame.state = RETURNED;
        return false;
    }

    /** Ends the body with the result of a coroutine that it returned and that has ended. */
    public static boolean finishWith(Coroutine<?> ended, AsyncFrame<?> frame) {
        return finish(ended.take(), frame);
    }

    /** Makes the generator that a rewritten method returns. */
    public static <Y extends @Nullable Object> Generator<Y> generator(AsyncFrame<?> frame) {
        if (CoroutineTracker.active) {
            CoroutineTracker.forget(frame);
        }
        return new Generator<>(frame);
    }

    /** Makes the asynchronous generator that a rewritten method returns. */
    public static <Y extends @Nullable Object> AsyncGenerator<Y> asyncGenerator(AsyncFrame<?> frame) {
        if (CoroutineTracker.active) {
            CoroutineTracker.forget(frame);
        }
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
