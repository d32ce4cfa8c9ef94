package dev.reprise.loop;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals that this JVM sends to itself. The program's own handler, which counts, keeps it alive where nobody else has one. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGUSR1")
@Timeout(60)
class SignalsTest {

    private static final ContextVar<String> VARIABLE = new ContextVar<>("variable", "unset");

    private final JdkSignals jdk = Objects.requireNonNull(JdkSignals.INSTANCE);
    private final EventLoop loop = new EventLoop();
    private final List<String> log = new ArrayList<>();

    private final Object own = jdk.handler(() -> {});
    private Object before = own;

    @BeforeEach
    void setOwnHandler() {
        before = jdk.handle(jdk.signal("USR1"), own);
    }

    @AfterEach
    void giveBack() {
        loop.close();
        assertSame(own, jdk.handle(jdk.signal("USR1"), before));
    }

    private static void raise(String name) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            type.getMethod("raise", type)
                    .invoke(null, type.getConstructor(String.class).newInstance(name));
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError("no signals", failure);
        }
    }

    private Object currentHandler() {
        Object current = jdk.handle(jdk.signal("USR1"), own);
        jdk.handle(jdk.signal("USR1"), current);
        return current;
    }

    @Test
    void aHandlerIsACallbackOfTheLoop() {
        VARIABLE.set("at the time of adding");
        Thread thread = Thread.currentThread();
        Signals.addSignalHandler(loop, "USR1", () -> {
            assertSame(thread, Thread.currentThread());
            assertSame(loop, EventLoop.current());
            log.add(VARIABLE.get());
            loop.stop();
        });
        VARIABLE.set("later");
        raise("USR1");
        loop.runForever();
        assertEquals(List.of("at the time of adding"), log);
        raise("USR1");
        loop.runForever();
        assertEquals(2, log.size());
    }

    @Test
    void eachLoopHasItsOwn() {
        try (EventLoop other = new EventLoop()) {
            Signals.addSignalHandler(loop, "USR1", () -> {
                log.add("one");
                loop.stop();
            });
            Signals.addSignalHandler(other, "SIGUSR1", () -> {
                log.add("other");
                other.stop();
            });
            raise("USR1");
            other.runForever();
            loop.runForever();
            assertEquals(List.of("other", "one"), log);
            assertTrue(Signals.removeSignalHandler(loop, "USR1"));
            raise("USR1");
            other.runForever();
            assertEquals(List.of("other", "one", "other"), log);
        }
    }

    @Test
    void anotherHandlerReplacesTheFirst() {
        Signals.addSignalHandler(loop, "USR1", () -> log.add("replaced"));
        Signals.addSignalHandler(loop, "USR1", () -> {
            log.add("second");
            loop.stop();
        });
        raise("USR1");
        loop.runForever();
        assertEquals(List.of("second"), log);
    }

    @Test
    void removingGivesTheFormerHandlerBack() {
        assertFalse(Signals.removeSignalHandler(loop, "USR1"));
        Signals.addSignalHandler(loop, "USR1", () -> log.add("removed"));
        assertFalse(currentHandler() == own);
        assertTrue(Signals.removeSignalHandler(loop, "SIGUSR1"));
        assertSame(own, currentHandler());
        assertFalse(Signals.removeSignalHandler(loop, "USR1"));
    }

    @Test
    void whatHasArrivedIsForgottenWithTheHandler() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        Signals.addSignalHandler(loop, "USR1", () -> log.add("removed"));
        Runnable stop = SystemSignal.of(jdk, "USR1").listen(sent::countDown);
        raise("USR1");
        sent.await();
        Signals.removeSignalHandler(loop, "USR1");
        stop.run();
        loop.stop();
        loop.runForever();
        assertEquals(List.of(), log);
    }

    @Test
    void closingTheLoopRemovesItsHandlers() {
        Signals.addSignalHandler(loop, "USR1", () -> log.add("closed"));
        loop.close();
        assertSame(own, currentHandler());
    }

    @Test
    void aHandlerThatTheProgramSetsMeanwhileStays() {
        Signals.addSignalHandler(loop, "USR1", () -> log.add("removed"));
        Object meanwhile = jdk.handler(() -> {});
        Object ours = jdk.handle(jdk.signal("USR1"), meanwhile);
        assertTrue(Signals.removeSignalHandler(loop, "USR1"));
        assertSame(meanwhile, currentHandler());
        jdk.handle(jdk.signal("USR1"), own);
        assertFalse(ours == own);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KILL|the system gives it to no program",
                "STOP|the system gives it to no program",
                "SEGV|the JVM needs it for itself",
                "USR2|the JVM needs it for itself",
                "QUIT|the JVM shows its threads then, unless it was started with -Xrs",
                "NONE|the system has no such signal, or keeps it"
            })
    void whatCannotBeHandledIsRefusedWithTheReason(String name, String reason) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Signals.addSignalHandler(loop, name, () -> log.add("never")));
        assertEquals("SIG" + name + " cannot be handled: " + reason, refused.getMessage());
    }

    @Test
    void aGeneratorReceivesSignals() {
        assertEquals(List.of("USR1", "WINCH", "USR1"), loop.runUntilComplete(receiving()));
        assertSame(own, currentHandler());
    }

    @Async
    private static Coroutine<List<String>> receiving() {
        List<String> received = new ArrayList<>();
        AsyncGenerator<String> signals = Signals.received("SIGUSR1", "winch");
        EventLoop.current().callSoon(() -> raise("USR1"));
        while (await(signals.hasNext())) {
            received.add(signals.next());
            if (received.size() == 3) {
                await(signals.close());
            } else {
                raise(received.size() == 1 ? "WINCH" : "USR1");
            }
        }
        return Coroutine.of(received);
    }

    @Test
    void aGeneratorThatIsRefusedASignalKeepsNone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> loop.runUntilComplete(Signals.received("USR1", "KILL").hasNext()));
        assertSame(own, currentHandler());
    }
}
