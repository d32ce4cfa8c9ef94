package dev.reprise.junit;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.ContextVar;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which methods JUnit runs, and on which loop. */
class DiscoveryTest {

    private static final Duration HOUR = Duration.ofHours(1);

    static class Kinds {
        @AsyncTest
        Coroutine<Void> anHourPasses() {
            await(sleep(HOUR));
            assertEquals(HOUR, EventLoop.current().time());
            return Coroutine.done();
        }

        @Async
        @Test
        Coroutine<Integer> returnsANumber() {
            await(sleep(HOUR));
            return Coroutine.of(1);
        }

        @Async
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        Coroutine<Void> each(int n) {
            await(sleep(Duration.ofHours(n)));
            assertEquals(Duration.ofHours(n), EventLoop.current().time());
            return Coroutine.done();
        }

        @Async
        @ParameterizedTest(name = "wide of {0}")
        @CsvSource("3, 4.5, text")
        Coroutine<Void> wide(long three, double half, String text, EventLoop loop) {
            await(sleep(HOUR));
            assertEquals("3 4.5 text", three + " " + half + " " + text);
            assertSame(EventLoop.current(), loop);
            return Coroutine.done();
        }

        @Async
        @RepeatedTest(2)
        Coroutine<Void> again() {
            await(sleep(HOUR));
            assertEquals(HOUR, EventLoop.current().time());
            return Coroutine.done();
        }

        @Nested
        class Inner {
            @AsyncTest
            @DisplayName("inside")
            Coroutine<Void> nested() {
                await(sleep(HOUR));
                return Coroutine.done();
            }
        }

        @Test
        void plain() {
            assertEquals("done", AsyncTests.run(() -> {
                await(sleep(HOUR));
                return Coroutine.of("done");
            }));
        }
    }

    @Test
    void testsOfEachKindRun() {
        Samples samples = Samples.of(Kinds.class);
        assertEquals(List.of(), samples.failed());
        assertEquals(
                List.of(
                        "[1] 1",
                        "[2] 2",
                        "anHourPasses()",
                        "inside",
                        "plain()",
                        "repetition 1 of 2",
                        "repetition 2 of 2",
                        "returnsANumber()",
                        "wide of \"3\""),
                samples.succeeded());
    }

    static class Lifecycle {
        static final List<String> LOG = new ArrayList<>();
        static @Nullable EventLoop ofClass;
        private @Nullable EventLoop ofTest;

        @Async
        @BeforeAll
        static Coroutine<Void> openAll(EventLoop loop) {
            await(sleep(HOUR));
            ofClass = loop;
            LOG.add("openAll");
            return Coroutine.done();
        }

        @Async
        @BeforeEach
        Coroutine<Void> open() {
            await(sleep(HOUR));
            ofTest = EventLoop.current();
            assertNotSame(ofClass, ofTest);
            LOG.add("open");
            return Coroutine.done();
        }

        @AsyncTest
        Coroutine<Void> one(VirtualTime time) {
            assertSame(ofTest, EventLoop.current());
            assertEquals(HOUR.toNanos(), time.nanoTime());
            time.advance(HOUR);
            await(sleep(HOUR));
            LOG.add("one");
            return Coroutine.done();
        }

        @Async
        @AfterEach
        Coroutine<Void> close() {
            assertSame(ofTest, EventLoop.current());
            await(sleep(HOUR));
            LOG.add("close at " + EventLoop.current().time());
            return Coroutine.done();
        }

        @Async
        @AfterAll
        static Coroutine<Void> closeAll() {
            assertSame(ofClass, EventLoop.current());
            await(sleep(HOUR));
            LOG.add("closeAll");
            return Coroutine.done();
        }
    }

    @Test
    void whatRunsAroundATestSharesItsLoop() {
        Lifecycle.LOG.clear();
        Samples samples = Samples.of(Lifecycle.class);
        assertEquals(List.of("one(VirtualTime)"), samples.succeeded(), () -> samples.message());
        assertEquals(List.of("openAll", "open", "one", "close at PT4H", "closeAll"), Lifecycle.LOG);
    }

    @Test
    @Retention(RetentionPolicy.RUNTIME)
    @interface Composed {}

    static class WithAnAnnotationOfItsOwn {
        @Async
        @Composed
        @TestLoop
        Coroutine<Void> runs() {
            await(sleep(HOUR));
            return Coroutine.done();
        }
    }

    @Test
    void aComposedAnnotationNeedsATestLoopBesideIt() {
        assertEquals(
                List.of("runs()"), Samples.of(WithAnAnnotationOfItsOwn.class).succeeded());
    }

    static class OnOtherThreads {
        private static final ContextVar<String> USER = new ContextVar<>("user");

        @Async
        @BeforeEach
        Coroutine<Void> logIn() {
            USER.set("ada");
            await(sleep(HOUR));
            return Coroutine.done();
        }

        @AsyncTest
        Coroutine<Void> seesWhatWasSetBefore() {
            await(sleep(HOUR));
            assertEquals("ada", USER.get());
            return Coroutine.done();
        }

        @AsyncTest
        @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        Coroutine<Void> onAThreadOfTheTimeout() {
            await(sleep(HOUR));
            assertEquals("ada", USER.get());
            assertEquals(HOUR.multipliedBy(2), EventLoop.current().time());
            return Coroutine.done();
        }
    }

    @Test
    void theMethodsOfATestShareContextVariablesOnWhateverThread() {
        assertEquals(
                List.of("onAThreadOfTheTimeout()", "seesWhatWasSetBefore()"),
                Samples.of(OnOtherThreads.class).succeeded());
    }

    abstract static class Base {
        final List<String> log = new ArrayList<>();

        @Async
        @BeforeEach
        Coroutine<Void> open() {
            await(sleep(HOUR));
            log.add("base");
            return Coroutine.done();
        }

        @AsyncTest
        Coroutine<Void> inherited() {
            await(sleep(HOUR));
            assertTrue(log.get(0).equals("base"));
            return Coroutine.done();
        }
    }

    static class Overriding extends Base {
        @Override
        @Async
        @BeforeEach
        Coroutine<Void> open() {
            await(super.open());
            log.add("sub");
            return Coroutine.done();
        }

        @AsyncTest
        Coroutine<Void> own() {
            assertEquals(List.of("base", "sub"), log);
            return Coroutine.done();
        }
    }

    interface Contract {
        Duration delay();

        @AsyncTest
        default Coroutine<Void> sleeps() {
            await(sleep(delay()));
            assertEquals(delay(), EventLoop.current().time());
            return Coroutine.done();
        }
    }

    static class Implementing implements Contract {
        @Override
        public Duration delay() {
            return HOUR;
        }
    }

    @Test
    void subclassesInheritAndOverride() {
        assertEquals(
                List.of("inherited()", "own()"), Samples.of(Overriding.class).succeeded());
        assertEquals(List.of("sleeps()"), Samples.of(Implementing.class).succeeded());
    }
}
