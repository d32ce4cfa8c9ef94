package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Timers, so many that most are in the wheel. */
class ManyTimersTest {

    private static final int MANY = 1_000;
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final CallbackLoop loop = new CallbackLoop();
    private final Timers timers = new Timers();

    private Timed set(long deadline) {
        Timed timer = new TimerHandle(loop, deadline, timers.nextNumber(), () -> {}, null);
        timers.add(timer);
        return timer;
    }

    private List<Timed> setMany(LongStream deadlines) {
        return deadlines.mapToObj(this::set).toList();
    }

    private List<Ready> takeDue(long now) {
        ReadyQueue ready = new ReadyQueue(null);
        timers.takeDue(now, Integer.MAX_VALUE, ready);
        return IntStream.range(0, ready.size()).mapToObj(i -> ready.remove()).toList();
    }

    @Test
    void fewTimersMakeNoWheel() {
        setMany(LongStream.range(0, Timers.FEW));
        assertNull(timers.wheel);
        set(HOUR);
        assertNotNull(timers.wheel);
    }

    @Test
    void theFirstDeadlineIsExactAtAnyDistance() {
        for (long distance = 1; distance > 0; distance *= 3) {
            Timed first = set(distance);
            List<Timed> others = new ArrayList<>();
            for (int i = 1; i <= MANY; i++) {
                others.add(set(Nanos.add(distance, i)));
            }
            assertSame(first, timers.first());
            others.forEach(timers::remove);
            assertSame(first, timers.first());
            assertEquals(List.of(), takeDue(distance - 1));
            assertEquals(List.of(first), takeDue(distance));
        }
    }

    @Test
    void manyTimersForOneTimeAreDueInTheOrderInWhichTheyWereSet() {
        for (long deadline : new long[] {0, 1, HOUR, 1_000_000 * HOUR, Long.MAX_VALUE}) {
            List<Timed> set = setMany(LongStream.range(0, MANY).map(i -> deadline));
            assertSame(set.get(0), timers.first());
            assertEquals(set, takeDue(deadline));
        }
    }

    @Test
    void timersOfOneTickAreDueEachAtItsOwnNanosecond() {
        long[] shuffled = new Random(3)
                .longs(MANY, HOUR, HOUR + 3 * TimerWheel.TICK_NANOS)
                .distinct()
                .toArray();
        setMany(LongStream.of(shuffled));
        for (long deadline : LongStream.of(shuffled).sorted().toArray()) {
            Timed first = timers.first();
            assertNotNull(first);
            assertEquals(deadline, first.deadline());
            assertEquals(List.of(), takeDue(deadline - 1));
            assertEquals(List.of(first), takeDue(deadline));
        }
    }

    @Test
    void centuriesThePastAndNowAreKeptInOrder() {
        List<Timed> set = setMany(LongStream.concat(
                LongStream.of(Long.MIN_VALUE, -HOUR, -1, 0, 1, HOUR, 1_000_000 * HOUR, Long.MAX_VALUE - 1),
                LongStream.generate(() -> Long.MAX_VALUE).limit(MANY)));
        assertEquals(set.subList(0, 1), takeDue(Long.MIN_VALUE));
        assertEquals(set.subList(1, 4), takeDue(0));
        assertEquals(set.subList(4, 6), takeDue(HOUR));
        assertEquals(set.subList(6, 7), takeDue(Long.MAX_VALUE - 2));
        assertEquals(set.subList(7, 8), takeDue(Long.MAX_VALUE - 1));
        assertEquals(set.subList(8, 8 + MANY), takeDue(Long.MAX_VALUE));
    }

    @Test
    void aClockThatJumpsFindsAllThatWasPassedInOrder() {
        List<Timed> set = setMany(LongStream.range(0, MANY).map(i -> (MANY - i) * HOUR / 7));
        List<Timed> inOrder = new ArrayList<>(set);
        Collections.reverse(inOrder);
        assertEquals(inOrder, takeDue(1_000_000 * HOUR));
        Timed later = set(1_000_001 * HOUR);
        assertEquals(List.of(), takeDue(1_000_001 * HOUR - 1));
        assertEquals(List.of(later), takeDue(1_000_001 * HOUR));
    }

    @Test
    void aClockThatGoesBackFindsNothingDue() {
        assertEquals(List.of(), takeDue(-HOUR));
        Timed first = set(HOUR + 1);
        setMany(LongStream.range(0, MANY).map(i -> 2 * HOUR + i));
        assertEquals(List.of(), takeDue(HOUR));
        assertEquals(List.of(), takeDue(-HOUR));
        Timed early = set(5);
        assertEquals(List.of(early), takeDue(6));
        assertEquals(List.of(first), takeDue(HOUR + 1));
    }

    @Test
    void oneOfTheTickThatIsOpenCanBeSetAndCancelled() {
        List<Timed> set = setMany(LongStream.range(0, MANY).map(i -> HOUR + 2 * i));
        assertSame(set.get(0), timers.first());
        Timed between = set(HOUR + 1);
        timers.remove(set.get(0));
        assertSame(between, timers.first());
        timers.remove(between);
        timers.remove(set.get(2));
        assertEquals(List.of(set.get(1), set.get(3)), takeDue(HOUR + 6));
        Timed now = set(HOUR + 6);
        assertEquals(List.of(now), takeDue(HOUR + 6));
    }

    @Test
    void whatIsSetForATimeBeforeThatOfTheFirstIsDueFirst() {
        setMany(LongStream.range(0, MANY).map(i -> HOUR + i * TimerWheel.TICK_NANOS));
        assertNotNull(timers.first()); // turns the hand ahead by an hour
        List<Timed> sooner = setMany(LongStream.range(0, MANY).map(i -> HOUR / 2 + i));
        assertSame(sooner.get(0), timers.first());
        assertEquals(sooner, takeDue(HOUR - 1));
    }

    @Test
    void theHeapStaysSmallerThanTheWheelWhereverTheHandIs() {
        setMany(LongStream.range(0, MANY).map(i -> HOUR + i * TimerWheel.TICK_NANOS));
        assertNotNull(timers.first()); // turns the hand ahead by an hour
        for (int i = 0; i < 10 * MANY; i++) {
            set(HOUR / 2 + i * TimerWheel.TICK_NANOS);
            assertNotNull(timers.first());
        }
        TimerWheel wheel = timers.wheel;
        assertNotNull(wheel);
        assertTrue(timers.size() - wheel.size() <= wheel.size() + Timers.FEW, () -> "in the wheel: " + wheel.size());
    }

    @Test
    void whatIsCancelledOrClearedIsInNoSlot() {
        List<Timed> set = setMany(LongStream.range(0, MANY).map(i -> i * i * i));
        for (Timed timer : set.subList(0, MANY / 2)) {
            timers.remove(timer);
            timers.remove(timer);
        }
        assertEquals(MANY / 2, timers.size());
        timers.clear();
        assertTrue(timers.isEmpty());
        set.forEach(timers::remove);
        assertEquals(0, timers.size());
        assertNull(timers.first());
        Timed after = set(1);
        assertSame(after, timers.first());
        assertEquals(List.of(after), takeDue(1));
    }

    @Test
    void aTimerThatIsCancelledOrDueIsHeldByNothing() {
        List<WeakReference<Timed>> due = new ArrayList<>();
        List<WeakReference<Timed>> cancelled = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            due.add(new WeakReference<>(set(HOUR + i * TimerWheel.TICK_NANOS)));
            Timed timer = set(HOUR + i * TimerWheel.TICK_NANOS);
            timers.remove(timer);
            cancelled.add(new WeakReference<>(timer));
        }
        assertNoneIsKept(cancelled);
        assertEquals(MANY, takeDue(2 * HOUR).size());
        assertNoneIsKept(due);
    }

    private static void assertNoneIsKept(List<WeakReference<Timed>> gone) {
        for (int i = 0; i < 100 && gone.stream().anyMatch(timer -> timer.get() != null); i++) {
            System.gc();
        }
        assertEquals(0, gone.stream().filter(timer -> timer.get() != null).count());
    }

    @Test
    void aTimerThatIsSetWhileDueOnesAreTakenIsDueAfterThem() {
        VirtualTime time = new VirtualTime();
        CallbackLoop running = new CallbackLoop(time, time);
        List<String> log = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String name = "timer " + i;
            running.callAt(Duration.ofHours(1), () -> log.add(name));
        }
        running.callAt(Duration.ofMinutes(1), () -> {
            time.advance(Duration.ofHours(1));
            running.callAt(Duration.ofMinutes(2), () -> log.add("set for the past"));
        });
        running.callAt(Duration.ofHours(1), () -> {
            running.callAt(Duration.ofHours(1), () -> log.add("set for now"));
            running.callAt(Duration.ofHours(1).plusMinutes(1), () -> log.add("set for now, later"));
            running.callAt(Duration.ofHours(2), running::stop);
        });
        running.runForever();
        assertEquals("set for the past", log.get(0));
        assertEquals("timer 0", log.get(1));
        assertEquals("timer " + (MANY - 1), log.get(MANY));
        assertEquals(List.of("set for now", "set for now, later"), log.subList(MANY + 1, MANY + 3));
        assertEquals(Duration.ofHours(2), running.time());
    }

    @Test
    void aTimerThatIsDueIsCancelledByAnEarlierOneOfItsTick() {
        VirtualTime time = new VirtualTime();
        CallbackLoop running = new CallbackLoop(time, time);
        List<TimerHandle> handles = new ArrayList<>();
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            handles.add(running.callAt(Duration.ofHours(1).plusNanos(i / 10), () -> {
                ran.add(number);
                if (number % 2 == 0) {
                    assertTrue(handles.get(number + 1).cancel());
                }
            }));
        }
        running.callAt(Duration.ofHours(2), running::stop);
        running.runForever();
        assertEquals(IntStream.range(0, MANY / 2).map(i -> 2 * i).boxed().toList(), ran);
        assertFalse(handles.get(0).isCancelled());
    }

    @Test
    void ofThoseThatAreOverdueSoManyAreTakenButAllOfOneDeadline() {
        setMany(LongStream.of(1, 2, 2, 2, 3, HOUR));
        ReadyQueue ready = new ReadyQueue(null);
        timers.takeDue(HOUR, 2, ready);
        assertEquals(4, ready.size());
        timers.takeDue(HOUR, 2, ready);
        assertEquals(6, ready.size());
    }

    /** Sets {@link #MANY} timers of which the first makes a callback ready, and lets all be overdue; what runs is noted. */
    private static List<Integer> overdue(CallbackLoop late, VirtualTime time) {
        List<Integer> ran = new ArrayList<>();
        late.callAt(Duration.ofNanos(1), () -> late.callSoon(() -> ran.add(MANY)));
        for (int i = 0; i < MANY; i++) {
            int number = i;
            late.callAt(Duration.ofNanos(2 + i), () -> ran.add(number));
        }
        time.advance(Duration.ofHours(1));
        return ran;
    }

    @Test
    void aLoopTakesOverdueTimersInPortionsAndInOrder() {
        VirtualTime time = new VirtualTime();
        CallbackLoop late = new CallbackLoop(time, time);
        List<Integer> ran = overdue(late, time);
        late.callAt(Duration.ofHours(2), late::stop);
        late.runForever();
        int between = ran.indexOf(MANY);
        assertTrue(between > 0 && between < MANY, "after " + between + " timers");
        ran.remove(between);
        assertEquals(IntStream.range(0, MANY).boxed().toList(), ran);
    }

    @Test
    void aPassThatAHostAsksForTakesAllThatAreOverdue() {
        VirtualTime time = new VirtualTime();
        CallbackLoop late = new CallbackLoop(time, time);
        List<Integer> ran = overdue(late, time);
        late.runOnce();
        assertEquals(IntStream.range(0, MANY).boxed().toList(), ran);
        late.runOnce();
        assertEquals(MANY, ran.get(MANY));
    }
}
