package dev.reprise.task;

import org.jspecify.annotations.Nullable;

/**
 * Which loop a thread has while none is running: asyncio's default policy.
 *
 * <p>The main thread is given one when it first asks, unless one was set or unset there before; no other thread is, since a
 * loop that nobody runs would be waited for in vain.
 */
final class ThreadLoops {

    /** One a thread; kept also when unset, to tell that from never set. */
    private static final class Slot {
        private @Nullable EventLoop loop;
    }

    private static final ThreadLocal<@Nullable Slot> SLOTS = new ThreadLocal<>();

    private ThreadLoops() {}

    static void set(@Nullable EventLoop loop) {
        Slot slot = new Slot();
        slot.loop = loop;
        SLOTS.set(slot);
    }

    /** Returns the loop of this thread, which may be a new one. */
    static EventLoop get(boolean isMainThread) {
        if (SLOTS.get() == null && isMainThread) {
            set(new EventLoop());
        }
        Slot slot = SLOTS.get();
        if (slot == null || slot.loop == null) {
            throw new IllegalStateException("there is no event loop for thread "
                    + Thread.currentThread().getName()
                    + ": only the main thread is given one, once; call"
                    + " EventLoop.setEventLoop(EventLoop.newEventLoop()) here first, or start the program with"
                    + " Reprise.run(...)");
        }
        return slot.loop;
    }
}
