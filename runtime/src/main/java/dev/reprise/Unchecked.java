package dev.reprise;

import org.jspecify.annotations.Nullable;

/**
 * Blocks that throw several kinds of checked exceptions. For a block, javac infers one type, of which all that it throws
 * are subtypes; where it throws an {@code IOException} and an {@code SQLException}, that is {@code Exception}. Here they are
 * hidden, to be named again where the whole is awaited:
 *
 * <pre>{@code
 * try {
 *     await(timeout(delay, unchecked(() -> {
 *         ...
 *     })).mayThrow(IOException.class, SQLException.class));
 * } catch (IOException e) {
 *     ...
 * } catch (SQLException e) {
 *     ...
 * }
 * }</pre>
 */
public final class Unchecked {

    private Unchecked() {}

    /** Returns {@code block}, of which the compiler no longer knows what it throws. */
    @SuppressWarnings("unchecked") // exceptions are not checked at run time
    public static <T extends @Nullable Object> AsyncCallable<T, RuntimeException> unchecked(AsyncCallable<T, ?> block) {
        return (AsyncCallable<T, RuntimeException>) block;
    }

    /** The same for a block with an argument. */
    @SuppressWarnings("unchecked") // exceptions are not checked at run time
    public static <A extends @Nullable Object, T extends @Nullable Object>
            AsyncFunction<A, T, RuntimeException> unchecked(AsyncFunction<A, T, ?> block) {
        return (AsyncFunction<A, T, RuntimeException>) block;
    }
}
