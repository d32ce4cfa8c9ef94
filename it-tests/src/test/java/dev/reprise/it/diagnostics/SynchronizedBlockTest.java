package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;

import org.junit.jupiter.api.Test;

/** A monitor belongs to a thread; the coroutine may be resumed on another one. */
class SynchronizedBlockTest {

    @Test
    void anAwaitInTheBlock() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Locked {
                    @Async Coroutine<Integer> inside(int n) {
                        synchronized (this) {
                            n++;
                            await(Coroutine.done()); // error: suspension inside synchronized => leave the block
                        }
                        await(Coroutine.done());
                        return Coroutine.of(n);
                    }
                    @Async Coroutine<Void> suspends() {
                        synchronized (this) {
                            suspend(null); // error: suspension inside synchronized => leave the block
                        }
                        return Coroutine.done();
                    }
                    @Async Generator<Integer> emits() {
                        synchronized (this) {
                            Generator.emit(1); // error: suspension inside synchronized => leave the block
                        }
                        return Generator.done();
                    }
                    @Async AsyncGenerator<Integer> doesBoth() {
                        synchronized (this) {
                            AsyncGenerator.emit(1); // error: suspension inside synchronized => leave the block
                            await(Coroutine.done()); // error: suspension inside synchronized => leave the block
                        }
                        return AsyncGenerator.done();
                    }
                }
                """);
    }

    @Test
    void anAwaitInATryOrALoopOrACatchInTheBlock() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Locked {
                    @Async Coroutine<Void> inside(int n) {
                        synchronized (this) {
                            for (int i = 0; i < n; i++) {
                                if (i == 2) continue;
                                await(Coroutine.done()); // error: suspension inside synchronized => leave the block
                            }
                            try {
                                notify();
                            } catch (IllegalMonitorStateException e) {
                                await(Coroutine.done()); // error: suspension inside synchronized => leave the block
                            }
                            synchronized (Locked.class) {
                                n++;
                            }
                            await(Coroutine.done()); // error: suspension inside synchronized => leave the block
                        }
                        return Coroutine.done();
                    }
                }
                """);
    }

    @Test
    void aReturnedCoroutineIsToBeAwaitedAfterTheBlock() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Locked {
                    @Async Coroutine<Integer> inside() {
                        synchronized (this) {
                            return other(); // error: inside synchronized => leave the block
                        }
                    }
                    @Async Coroutine<Integer> other() {
                        return Coroutine.of(1);
                    }
                }
                """);
    }

    @Test
    void blocksElsewhereInTheMethodAreFine() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                import java.util.function.*;
                class Locked {
                    private int count;
                    @Async Coroutine<Integer> around(Object lock, int n) {
                        await(Coroutine.done());
                        synchronized (lock) {
                            count++;
                        }
                        await(Coroutine.done());
                        for (int i = 0; i < n; i++) {
                            synchronized (lock) {
                                if (count == 3) break;
                                if (count == 4) continue;
                                count++;
                            }
                            await(Coroutine.done());
                        }
                        try {
                            synchronized (lock) {
                                count = 1 / count;
                            }
                        } catch (ArithmeticException e) {
                            await(Coroutine.done());
                        } finally {
                            await(Coroutine.done());
                        }
                        synchronized (lock) {
                            synchronized (this) {
                                if (count == 5) return Coroutine.of(5);
                            }
                        }
                        return Coroutine.of(count);
                    }
                    @Async Coroutine<Supplier<Coroutine<Integer>>> inALambda() {
                        synchronized (this) {
                            return Coroutine.of(() -> Coroutine.of(await(Coroutine.of(count))));
                        }
                    }
                }
                """);
    }
}
