package dev.reprise;

import dev.reprise.internal.Sneaky;
import org.jspecify.annotations.Nullable;

/**
 * Steps a chain of coroutines on behalf of the one whose {@code next}, {@code send}, {@code raise} or {@code close} was
 * called: that one is the driver, the innermost is the leaf.
 *
 * <p>Three rules:
 *
 * <ol>
 *   <li>A resume runs the leaf directly, whatever the depth; a leaf that ends hands its result to its parent, here, in a
 *       loop. Nothing is delegated level by level.
 *   <li>An await calls its child directly, up to {@link #MAX_NESTING} deep; past that it leaves the child to the loop
 *       below, so that recursion is bounded by the heap.
 *   <li>What Python's interpreter would do for the same steps happens here too, also when a coroutine in the middle of a
 *       chain is stepped by hand.
 * </ol>
 */
final class Driver {

    /**
     * How many coroutines may run nested in one another's await. A level costs three to five Java frames; 64 of them fit
     * the smallest stacks that threads are given, and unwinding 64 is cheap beside having run them.
     */
    static final int MAX_NESTING = 64;

    /** Stands for nobody, where somebody would be next. */
    private static final Coroutine<?> ENDED = Completed.DONE;

    private Driver() {}

    /**
     * Steps {@code driver} with {@code sent}, which is null for next, the value for send, or a {@link Raised}. What is called
     * from here to the body is inlined; few levels leave the JIT more for the body (its MaxInlineLevel is 15).
     */
    static boolean resume(Coroutine<?> driver, @Nullable Object sent) {
        if (driver.link != null || !(driver.isLeaf() || (driver.state == Coroutine.CREATED && sent == null))) {
            return resumeOther(driver, sent);
        }
        // Nobody awaits it, so nobody asks whether it is driven by hand, and its state says that it runs.
        give(driver, sent);
        // Most runs are one step, and the JIT makes more of that without a loop around it.
        Coroutine<?> next = runOne(driver, driver);
        return next == null || (next != ENDED && goOn(driver, next));
    }

    /**
     * The same as {@code resume(body, null)} for a body that never awaits, a generator's: it is driver and leaf. If no call
     * is left that may see the body, the JIT needs none in a plain loop over the elements: it makes variables of the fields.
     */
    static boolean resumeAlone(Coroutine<?> body) {
        if (body.state < Coroutine.CREATED) {
            return resume(body, null); // fails
        }
        body.put(null);
        return enter(body);
    }

    /** The same for a driver that awaits another coroutine, or cannot be stepped so. */
    private static boolean resumeOther(Coroutine<?> driver, @Nullable Object sent) {
        Coroutine<?> leaf = driver.link;
        if (leaf == null || !isLeafOf(driver, leaf)) {
            return resumeLocated(driver, sent);
        }
        return drive(driver, leaf, sent);
    }

    /** The same where the hint does not say which coroutine is the leaf. */
    private static boolean resumeLocated(Coroutine<?> driver, @Nullable Object sent) {
        Coroutine<?> leaf = locate(driver, sent);
        if (leaf == null) {
            return false;
        }
        Coroutine<?> child = leaf.child();
        if (child == null) {
            return drive(driver, leaf, sent);
        }
        // Somebody else steps the child, or has stepped it to its end: the await fails, as in Python.
        child.link = null;
        return drive(driver, leaf, new Raised(unusable(child)));
    }

    /** Runs {@code leaf}, and those that come after it. */
    private static boolean drive(Coroutine<?> driver, Coroutine<?> leaf, @Nullable Object given) {
        driver.driving = true;
        try {
            give(leaf, given);
            Coroutine<?> next = runOne(driver, leaf);
            return next == null || (next != ENDED && goOn(driver, next));
        } finally {
            driver.driving = false;
        }
    }

    /** Hands over what is sent; where something is awaited, that stays, unless an error is raised in its place. */
    private static void give(Coroutine<?> leaf, @Nullable Object sent) {
        if (leaf.state < Coroutine.WAITS) {
            leaf.put(sent);
        } else if (sent instanceof Raised) {
            abandonWait(leaf);
            leaf.value = sent;
        }
    }

    private static void abandonWait(Coroutine<?> leaf) {
        if (leaf.value instanceof FutureLike<?> future) {
            future.abandoned();
        }
    }

    /**
     * Tells whether the hint holds; see {@link Coroutine#link}. What awaits the driver is no leaf. What was one is not, as
     * long as it runs, and if it has ended; but while the driver runs, it may have emitted.
     */
    private static boolean isLeafOf(Coroutine<?> driver, Coroutine<?> leaf) {
        return leaf.isLeaf() && !driver.driving;
    }

    /**
     * Returns who runs first where the hint is not valid: in the first step, after the end, or in a chain that was stepped by
     * hand. Null if nothing is to run; a child that cannot be stepped is still the child of what is returned.
     */
    private static @Nullable Coroutine<?> locate(Coroutine<?> driver, @Nullable Object sent) {
        switch (driver.state) {
            case Coroutine.CREATED -> {
                if (sent instanceof Raised raised) {
                    fail(driver, raised.error());
                    throw Sneaky.raise(raised.error());
                }
                requireNothingSent(driver, sent);
                return driver;
            }
            case Coroutine.STATELESS -> {
                if (sent instanceof Raised raised) {
                    throw Sneaky.raise(raised.error());
                }
                requireNothingSent(driver, sent);
                return null;
            }
            case Coroutine.RETURNED, Coroutine.FAILED, Coroutine.CLOSED -> throw Misuse.reused(driver);
            default -> {
                if (isExecuting(driver)) {
                    throw Misuse.executing(driver);
                }
                forgetLeafAbove(driver);
                Coroutine<?> leaf = driver;
                for (Coroutine<?> child = leaf.child(); child != null; child = leaf.child()) {
                    if (child.driving || child.state < Coroutine.CREATED) {
                        break;
                    }
                    leaf = child;
                }
                return leaf;
            }
        }
    }

    /** Makes the outermost of the chain look for its leaf, since {@code driver}, an inner one, is stepped by hand. */
    static void forgetLeafAbove(Coroutine<?> driver) {
        Coroutine<?> outermost = driver;
        for (Coroutine<?> parent = driver.parent(); parent != null; parent = parent.parent()) {
            outermost = parent;
        }
        if (outermost != driver) {
            outermost.link = null;
        }
    }

    private static void requireNothingSent(Coroutine<?> driver, @Nullable Object sent) {
        if (sent != null) {
            throw new IllegalStateException(
                    "cannot send a value to " + driver + ": it is not suspended; start it with next() or send(null)");
        }
    }

    /** Returns why a child cannot be awaited. */
    static IllegalStateException unusable(Coroutine<?> child) {
        return child.driving || child.state == Coroutine.RUNNING ? Misuse.executing(child) : Misuse.reused(child);
    }

    /** Runs those that come after the first step; true if the chain has suspended. */
    private static boolean goOn(Coroutine<?> driver, Coroutine<?> first) {
        driver.driving = true;
        try {
            Coroutine<?> next = first;
            while (next != null && next != ENDED) {
                next = runOne(driver, next);
            }
            if (next == null && driver.isLeaf()) {
                remember(null, driver);
            }
            return next == null;
        } finally {
            driver.driving = false;
        }
    }

    /**
     * Runs one step of {@code current}.
     *
     * @return who runs next; null if the chain has suspended, {@link #ENDED} if the driver has ended, or emitted
     */
    private static @Nullable Coroutine<?> runOne(Coroutine<?> driver, Coroutine<?> current) {
        int point = current.state & Coroutine.LAST_POINT;
        current.state = Coroutine.RUNNING;
        boolean suspended;
        try {
            suspended = current.step(point);
        } catch (Throwable failure) {
            fail(current, failure);
            if (current == driver) {
                unlink(driver);
                throw failure;
            }
            return ascend(current); // the parent finds the failure in its child
        }
        if (suspended && current.isLeaf() && (current == driver || driver.link == current)) {
            return null; // as most steps: the leaf is the one that it was
        }
        return settle(driver, current, suspended);
    }

    /** Finds out who runs after a step; apart from {@link #runOne}, so that the JIT has less to copy into each loop. */
    private static @Nullable Coroutine<?> settle(Coroutine<?> driver, Coroutine<?> current, boolean suspended) {
        if (suspended) {
            Coroutine<?> leaf = current;
            if (!current.isLeaf()) {
                leaf = descend(current);
                if (leaf.state == Coroutine.CREATED) {
                    return leaf; // an await too deep to call its child
                }
            }
            if (leaf != driver) {
                remember(leaf, driver);
            }
            return null;
        }
        noteEnd(current);
        if (current == driver) {
            unlink(driver);
            return ENDED;
        }
        return ascend(current);
    }

    /** A step that returns false without a word has ended with null: nothing is called there with the frame. */
    private static void noteEnd(Coroutine<?> stepped) {
        if (stepped.state == Coroutine.RUNNING) {
            stepped.state = Coroutine.RETURNED;
        }
    }

    /** Keeps the hint, so that the next step finds the leaf; null where the driver is that, so that nothing ended is kept. */
    private static void remember(@Nullable Coroutine<?> leaf, Coroutine<?> driver) {
        if (driver.link != leaf && driver.parent() == null) {
            driver.link = leaf;
        }
    }

    /** Follows the awaits that have just been made down to the leaf; each coroutine on the way learns its parent. */
    private static Coroutine<?> descend(Coroutine<?> current) {
        Coroutine<?> parent = current;
        for (Coroutine<?> child = parent.child(); child != null; child = parent.child()) {
            child.link = parent;
            child.depth = 0;
            parent = child;
        }
        return parent;
    }

    /** Goes on in the one that awaits what has ended, or in the {@link Advance} over the body that has emitted. */
    private static Coroutine<?> ascend(Coroutine<?> ended) {
        Coroutine<?> parent = ended.link;
        if (parent == null) {
            throw new AssertionError(ended + " ended below a driver but has no parent");
        }
        unlink(ended);
        return parent;
    }

    /** Takes an ended coroutine out of its chain: it keeps its result alive, and nothing else. */
    private static void unlink(Coroutine<?> ended) {
        ended.link = null;
    }

    /** Runs one step of {@code coroutine} itself; false if it ended, or emitted: see {@link Advance}. */
    static boolean enter(Coroutine<?> coroutine) {
        int point = coroutine.state & Coroutine.LAST_POINT;
        coroutine.state = Coroutine.RUNNING;
        try {
            boolean suspended = coroutine.step(point);
            if (!suspended && coroutine.state == Coroutine.RUNNING) {
                coroutine.state = Coroutine.RETURNED; // as noteEnd, but no call that is rarely made: see resumeAlone
            }
            return suspended;
        } catch (Throwable failure) {
            fail(coroutine, failure);
            throw failure;
        }
    }

    static void fail(Coroutine<?> coroutine, Throwable failure) {
        coroutine.state = Coroutine.FAILED;
        coroutine.value = failure;
        release(coroutine);
    }

    /** Lets an ended coroutine keep nothing but what it ended with. */
    static void release(Coroutine<?> coroutine) {
        if (coroutine instanceof AsyncFrame<?> frame) {
            frame.release();
        }
    }

    /** Raises {@code error} at the leaf; a {@link CoroutineExit} closes what is awaited and is raised in the driver. */
    static boolean raise(Coroutine<?> driver, Throwable error) {
        if (error instanceof CoroutineExit && driver.state > Coroutine.CREATED && !isExecuting(driver)) {
            Throwable failure = Closing.closeAwaited(driver);
            return resume(driver, new Raised(failure == null ? error : failure));
        }
        return resume(driver, new Raised(error));
    }

    /** Returns the innermost coroutine that {@code driver} awaits, or itself. */
    static Coroutine<?> leafOf(Coroutine<?> driver) {
        Coroutine<?> hint = driver.link;
        Coroutine<?> leaf = hint != null && !driver.isLeaf() && isLeafOf(driver, hint) ? hint : driver;
        for (Coroutine<?> child = leaf.child(); child != null; child = leaf.child()) {
            leaf = child;
        }
        return leaf;
    }

    /**
     * Tells whether {@code coroutine} is in the midst of a step. One that awaits what runs is executing too, unless the
     * step is driven from further down the chain, by hand.
     */
    static boolean isExecuting(Coroutine<?> coroutine) {
        if (coroutine.driving || coroutine.state == Coroutine.RUNNING) {
            return true;
        }
        for (Coroutine<?> child = coroutine.child(); child != null; child = child.child()) {
            if (child.driving) {
                return false;
            }
            if (child.state == Coroutine.RUNNING) {
                return true;
            }
        }
        return false;
    }
}
