package dev.reprise;

/**
 * What {@link Coroutine#close} raises in a suspended coroutine so that its {@code finally} blocks run: Python's {@code
 * GeneratorExit}.
 *
 * <p>It is an {@link Error}, as Python's is a {@code BaseException}: a handler for {@link Exception} lets it pass.
 */
public final class CoroutineExit extends Error {

    private static final long serialVersionUID = 1L;

    /** Makes one; {@link Coroutine#close} does so for each level that it unwinds. */
    public CoroutineExit() {
        super("the coroutine was closed");
    }
}
