package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.Transformation;
import org.junit.jupiter.api.Test;

/** The method stays virtual, its body does not: a subclass in the same package replaces one and not the other. */
class OverridingTest {

    private static final Transformation MADE = Transformation.of("""
            package p;
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            class Base {
                private final String name = "base";
                @Async Coroutine<String> tell(String to) {
                    String greeting = await(Later.of("hello "));
                    return Coroutine.of(name + ": " + greeting + await(ending(to)));
                }
                @Async Coroutine<String> ending(String to) {
                    return Coroutine.of(await(Later.of(to)) + ".");
                }
                @Async static Coroutine<String> viaBase(Base base) {
                    return Coroutine.of(await(base.tell("you")));
                }
                static Coroutine<String> sub() { return viaBase(new Sub()); }
                static Coroutine<String> base() { return viaBase(new Base()); }
                static Coroutine<String> bridged() {
                    Source<String> source = new Words();
                    return source.read();
                }
            }
            class Sub extends Base {
                private final String name = "sub";
                @Override @Async Coroutine<String> tell(String to) {
                    String mine = await(Later.of("first "));
                    return Coroutine.of(name + ": " + mine + await(super.tell(to)));
                }
                @Override @Async Coroutine<String> ending(String to) {
                    return Coroutine.of(await(super.ending(to)) + "!");
                }
            }
            abstract class Source<T> {
                @Async abstract Awaitable<T> readAny();
                @Async Coroutine<T> read() {
                    return Coroutine.of(await(readAny()));
                }
            }
            class Words extends Source<String> {
                @Override @Async Coroutine<String> readAny() {
                    return Coroutine.of("word " + await(Later.of(1)));
                }
            }
            """);

    @Test
    void aSubclassInTheSamePackageHasABodyOfItsOwn() {
        assertEquals("sub: first base: hello you.!", MADE.run("p.Base", "sub"));
    }

    @Test
    void theOverriddenBodyStillRunsForTheBaseClass() {
        assertEquals("base: hello you.", MADE.run("p.Base", "base"));
    }

    @Test
    void aBridgeMethodLeadsToTheRewrittenOne() {
        assertEquals("word 1", MADE.run("p.Base", "bridged"));
    }
}
