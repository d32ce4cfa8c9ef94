package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;

import org.junit.jupiter.api.Test;

/** A coroutine that is made and dropped: Python's "coroutine was never awaited". */
class NeverAwaitedTest {

    @Test
    void aCallThatIsAStatement() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Drops {
                    @Async static Coroutine<Integer> foo() { await(done()); return Coroutine.of(1); }
                    @Async Coroutine<Void> inAsync(Drops next) {
                        foo(); // warning: [never-awaited] the coroutine that foo returns is never awaited => await it
                        next.inAsync(null)
                                .awaiter(); // warning: [never-awaited] the coroutine that awaiter => createTask
                        await(foo());
                        return done();
                    }
                    void inAnOrdinaryMethod() {
                        for (int i = 0; i < 3; i++) {
                            foo(); // warning: [never-awaited] the coroutine that foo => await it in an @Async method
                        }
                    }
                    Drops() {
                        foo(); // warning: [never-awaited] the coroutine that foo => createTask
                    }
                    static {
                        foo(); // warning: [never-awaited] the coroutine that foo => createTask
                    }
                }
                """);
    }

    @Test
    void aScope() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import static dev.reprise.Reprise.*;
                import dev.reprise.*;
                import dev.reprise.scope.CancelScope;
                import dev.reprise.sync.Lock;
                import java.time.Duration;
                class Drops {
                    @Async static Coroutine<Void> inAsync(CancelScope scope, Lock lock) {
                        timeout(Duration.ZERO, () -> done()); // warning: [never-awaited] the coroutine that timeout => await it
                        taskGroup(group -> done()); // warning: [never-awaited] the coroutine that taskGroup => await it
                        moveOnAfter(Duration.ZERO, () -> done()); // warning: [never-awaited] the coroutine that moveOnAfter => await it
                        select(on(done(), nothing -> done())); // warning: [never-awaited] the coroutine that select => await it
                        scope.run(() -> done()); // warning: [never-awaited] the coroutine that run => await it
                        lock.with(() -> done()); // warning: [never-awaited] the coroutine that with => await it
                        await(interrupt());
                        return done();
                    }
                }
                """);
    }

    @Test
    void aVariableThatIsNeverRead() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Drops {
                    @Async static Coroutine<Integer> foo() { await(done()); return Coroutine.of(1); }
                    @Async static Coroutine<Integer> inAsync(boolean both) {
                        var unread = foo(); // warning: [never-awaited] the coroutine that foo => await it
                        var replaced = foo(); // warning: [never-awaited] the coroutine that foo => await it
                        replaced = foo();
                        await(replaced);
                        var perhaps = foo();
                        if (both) {
                            await(perhaps);
                        }
                        var stored = foo();
                        Runnable captures = () -> stored.next();
                        captures.run();
                        return tail(both);
                    }
                    static Coroutine<Integer> tail(boolean both) {
                        try {
                            return foo();
                        } finally {
                            System.gc();
                        }
                    }
                }
                """);
    }

    @Test
    void aLambdaThatReturnsNothing() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                import java.util.*;
                import java.util.function.*;
                class Drops {
                    @Async static Coroutine<Integer> foo(String text) { await(done()); return Coroutine.of(1); }
                    void make(List<String> list) {
                        Runnable runnable = () -> foo(""); // warning: [never-awaited] the coroutine that foo => createTask
                        list.forEach(text -> foo(text)); // warning: [never-awaited] the coroutine that foo => createTask
                        Supplier<Coroutine<Integer>> supplier = () -> foo("");
                        Supplier<Object> any = () -> foo("");
                    }
                }
                """);
    }

    @Test
    void aMethodReferenceWhereNothingIsReturned() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                import java.io.Serializable;
                import java.util.*;
                import java.util.function.*;
                class Drops {
                    interface Action extends Consumer<String>, Serializable {}
                    @Async static Coroutine<Integer> foo(String text) { await(done()); return Coroutine.of(1); }
                    @Async Coroutine<Integer> bar(String text) { return foo(text); }
                    static class Made { Made(String text) { } }
                    void make(List<String> list) {
                        list.forEach(Drops::foo); // warning: [never-awaited] the coroutine that foo => createTask
                        list.forEach(this::bar); // warning: [never-awaited] the coroutine that bar => createTask
                        Action serializable = this::bar; // warning: [never-awaited] the coroutine that bar => createTask
                        Function<String, Coroutine<Integer>> function = Drops::foo;
                        Function<String, Object> any = this::bar;
                        Consumer<String> constructor = Made::new;
                        Consumer<Object> complete = Coroutine::of;
                    }
                }
                """);
    }

    @Test
    void oneThatTheCompilerHasCopiedIsReportedOnce() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Drops {
                    @Async static Coroutine<Integer> foo(int n) {
                        try {
                            if (n > 1) {
                                return Coroutine.of(await(foo(1)));
                            }
                        } finally {
                            foo(2); // warning: [never-awaited] the coroutine that foo => await it
                        }
                        return Coroutine.of(2);
                    }
                }
                """);
    }

    @Test
    void whatIsNoDroppedCoroutine() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import static dev.reprise.Reprise.*;
                import dev.reprise.*;
                import dev.reprise.loop.Promise;
                import dev.reprise.task.*;
                import java.util.*;
                import java.util.function.*;
                class Fine {
                    static class HandWritten extends Coroutine<Integer> {
                        @Override protected boolean step(int point) { return false; }
                    }
                    private final Map<String, Coroutine<Integer>> map = new HashMap<>();
                    private Coroutine<Integer> field;
                    @Async static Coroutine<Integer> foo() { await(done()); return Coroutine.of(1); }
                    @Async static Generator<Integer> numbers() { Generator.emit(1); return Generator.done(); }
                    @Async static AsyncGenerator<Integer> later() { AsyncGenerator.emit(1); return AsyncGenerator.done(); }
                    static Promise<Integer> promise(EventLoop loop) { return loop.createPromise(); }
                    @Async Coroutine<Void> fine(EventLoop loop) {
                        createTask(foo());
                        loop.createTask(foo(), "foo");
                        promise(loop);
                        gather(foo(), foo()).close();
                        foo().next();
                        new HandWritten();
                        map.put("", foo());
                        field = foo();
                        numbers();
                        later();
                        Coroutine.of(1);
                        Coroutine.done();
                        await(gather(foo(), foo()));
                        return done();
                    }
                }
                """);
    }

    @Test
    void theStepsOfAnAsyncGenerator() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Steps {
                    void steps(AsyncGenerator<Integer> generator) {
                        generator.hasNext(); // warning: the coroutine that hasNext returns is never awaited => await it
                        generator.send(1); // warning: the coroutine that send returns is never awaited => await it
                        generator.raise(new Error()); // warning: the coroutine that raise returns is never awaited => await it
                        generator.close(); // warning: the coroutine that close returns is never awaited => await it
                        generator.toList(); // warning: the coroutine that toList returns is never awaited => await it
                        generator.forEach(n -> Coroutine.done()); // warning: the coroutine that forEach returns is never awaited => await it
                    }
                }
                """);
    }
}
