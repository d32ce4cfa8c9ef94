package dev.reprise.it.leaks;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.CoroutineExit;
import dev.reprise.it.support.Later;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept by coroutines that await one another: by a parent of its children, and by a child of its parents. */
class ChainLeakTest {

    private final Watch watch = new Watch();

    /** The depths lie on both sides of the one at which an await leaves its child to the driver. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 63, 64, 65, 300})
    void aLeafThatIsResumedKeepsNothingDeadAtAnyDepth(int depth) {
        Coroutine<Void> top = nested(depth, busyLeaf());
        step(top, 3);
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.SUSPENDED, top.state());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 63, 64, 65, 300})
    void aChildThatEndedAtAnyDepthIsGone(int depth) {
        Coroutine<Void> top = nested(depth, parentOf(watch.on(Later.of(1))));
        step(top, 2);
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.SUSPENDED, top.state());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 63, 64, 65, 300})
    void aFailureThatWasCaughtAtAnyDepthIsGone(int depth) {
        Coroutine<Void> top = nested(depth, catching(nested(depth, failing())));
        step(top, 3);
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.SUSPENDED, top.state());
    }

    @Test
    void aParentThatReturnedKeepsNoChild() {
        Coroutine<Integer> parent = resultOf(watch.on(Later.of(7)));
        step(parent, 1);
        assertFalse(parent.next());
        assertTrue(watch.isCollected());
        assertEquals(7, parent.result());
    }

    @Test
    void aParentThatFailedKeepsNoChild() {
        Coroutine<Integer> parent = resultOf(watch.on(nothingBut(new IllegalStateException("failed"))));
        step(parent, 1);
        assertThrows(IllegalStateException.class, parent::next);
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.FAILED, parent.state());
    }

    @Test
    void aChildThatIsKeptDoesNotKeepItsParentThatEnded() {
        Coroutine<Integer> child = Later.of(7);
        finish(watch.on(resultOf(child)));
        assertTrue(watch.isCollected());
        assertEquals(7, child.result());
    }

    @Test
    void aChildThatIsKeptDoesNotKeepItsParentThatWasClosed() {
        Coroutine<Integer> child = Later.of(7);
        closeAfterAStep(watch.on(resultOf(child)));
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.CLOSED, child.state());
    }

    @Test
    void aChildThatEndedInSomebodyElsesHandsDoesNotKeepItsParent() {
        Coroutine<Integer> child = Later.of(7);
        stealChild(watch.on(resultOf(child)), child);
        assertTrue(watch.isCollected());
        assertEquals(7, child.result());
    }

    @Test
    void aChildThatRunsWhileItsParentGivesItUpDoesNotKeepThatParent() {
        List<Coroutine<?>> parents = new ArrayList<>();
        Coroutine<Integer> child = stepping(parents);
        parents.add(watch.on(resultOf(child)));
        step(parents.get(0), 1);
        assertTrue(child.next(), "in this step the parent is stepped and fails");
        assertTrue(watch.isCollected());

        // Another one may await it now.
        Coroutine<Integer> another = resultOf(child);
        assertFalse(another.next());
        assertEquals(7, another.result());
    }

    @Test
    void whatWasRaisedAtALeafAndCaughtAboveItIsGone() {
        Coroutine<Void> top = nested(3, catching(nested(3, parentOf(Later.after(9, 1)))));
        step(top, 1);
        assertTrue(top.raise(watch.on(new IllegalStateException("raised"))));
        step(top, 1);
        assertTrue(watch.isCollected());
    }

    @Test
    void whatAClosedChainHeldIsGone() {
        List<Coroutine<?>> chain = new ArrayList<>();
        Coroutine<Void> top = holding(watch.object(), holding(new Object(), parentOf(Later.after(9, 1))));
        step(top, 1);
        for (Coroutine<?> c = top; c != null; c = c.awaiting().orElse(null)) {
            chain.add(c);
        }
        top.close();
        assertTrue(watch.isCollected());
        assertEquals(4, chain.size());
        assertTrue(chain.stream().allMatch(c -> c.state() == Coroutine.State.CLOSED));
    }

    @Test
    void anExitThatWasAnsweredWithAResultLeavesOnlyThat() {
        Object result = new Object();
        Coroutine<Object> coroutine = answersExit(watch.object(), result);
        step(coroutine, 1);
        coroutine.close();
        assertTrue(watch.isCollected());
        assertSame(result, coroutine.result());
    }

    // -------------------------------------------------------------------------------------------------- the coroutines

    @Async
    private static Coroutine<Void> nested(int depth, Coroutine<Void> innermost) {
        await(depth == 1 ? innermost : nested(depth - 1, innermost));
        return Coroutine.done();
    }

    /** Holds an object until its second suspension. */
    @Async
    private Coroutine<Void> busyLeaf() {
        Object object = watch.object();
        suspend(null);
        assertEquals(Object.class, object.getClass());
        while (true) {
            suspend(null);
        }
    }

    @Async
    private static Coroutine<Void> parentOf(Coroutine<Integer> child) {
        await(child);
        while (true) {
            suspend(null);
        }
    }

    @Async
    private static Coroutine<Integer> resultOf(Coroutine<Integer> child) {
        return Coroutine.of(await(child));
    }

    /** Steps the coroutine that it finds in the list, and forgets it. */
    @Async
    private static Coroutine<Integer> stepping(List<Coroutine<?>> other) {
        suspend(null);
        assertThrows(IllegalStateException.class, other.get(0)::next);
        other.clear();
        suspend(null);
        return Coroutine.of(7);
    }

    @Async
    private Coroutine<Void> failing() {
        await(Later.of(1));
        throw watch.on(new IllegalStateException("failed"));
    }

    @Async
    private static Coroutine<Integer> nothingBut(RuntimeException failure) {
        suspend(null);
        throw failure;
    }

    @Async
    private static Coroutine<Void> catching(Coroutine<Void> child) {
        try {
            await(child);
        } catch (IllegalStateException e) {
            suspend(null);
        }
        while (true) {
            suspend(null);
        }
    }

    @Async
    private static Coroutine<Void> holding(Object object, Coroutine<Void> child) {
        await(child);
        throw new AssertionError(object);
    }

    @Async
    private static Coroutine<Object> answersExit(Object object, Object result) {
        try {
            suspend(null);
        } catch (CoroutineExit e) {
            return Coroutine.of(result);
        }
        return Coroutine.of(object);
    }

    // ------------------------------------------------------------- stepping, in methods whose variables end with them

    private static void step(Coroutine<?> coroutine, int times) {
        for (int i = 0; i < times; i++) {
            assertTrue(coroutine.next());
        }
    }

    private static void finish(Coroutine<?> coroutine) {
        step(coroutine, 1);
        assertFalse(coroutine.next());
    }

    private static void closeAfterAStep(Coroutine<?> coroutine) {
        step(coroutine, 1);
        coroutine.close();
    }

    /** Steps the child to its end behind its parent's back: the parent's await then fails, as in Python. */
    private static void stealChild(Coroutine<?> parent, Coroutine<?> child) {
        step(parent, 1);
        assertFalse(child.next());
        assertThrows(IllegalStateException.class, parent::next);
    }
}
