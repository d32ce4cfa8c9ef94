package dev.reprise;

import java.util.function.Supplier;

/**
 * What a loop is told of asynchronous generators, so that it can close those that nobody else does: the first of Python's
 * {@code sys.set_asyncgen_hooks}. {@link AsyncGenerator#setHook} sets it.
 *
 * <p>Python's second hook, for a generator that is collected, is up to the loop: it holds the generator weakly, and {@code
 * closer} strongly.
 */
@FunctionalInterface
public interface AsyncGeneratorHook {

    /**
     * Called just before a generator runs for the first time.
     *
     * @param generator the generator; whoever holds it strongly will never see it collected
     * @param closer makes a coroutine that closes the generator and does not hold it; to be used only after the generator
     *     was collected
     * @return what is called once, when the generator has ended, on the thread that stepped it
     */
    Runnable started(AsyncGenerator<?> generator, Supplier<Coroutine<Void>> closer);
}
