package dev.reprise.transformer.internal.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.internal.model.AsyncKind;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.Problems;
import dev.reprise.transformer.support.Stubs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** A return is named by what it does: VALUE, NOTHING, COMPLETED, or TAIL where the returned coroutine is awaited. */
class ReturnOriginsTest {

    private static final String OTHER = "Coroutine<Integer> other() { return null; }\n";

    /** What was found for the method {@code code}. */
    private record Found(List<String> returns, int dropped, List<String> errors) {}

    private static Found analyse(String code) {
        ClassNode owner = Stubs.read(Stubs.compile("Returns", OTHER + code));
        MethodNode method = Stubs.method(owner, "code");
        AsyncMethod target =
                new AsyncMethod(owner, method, AsyncKind.of(method.desc), "Frame", "body", "trampoline", null);
        Problems problems = new Problems(owner);
        ControlFlow flow = new ControlFlow(target.method());
        ReturnOrigins origins =
                new ReturnOrigins(target, flow, FrameTypes.of(target), new MonitorCheck(flow), problems);
        List<String> returns = new ArrayList<>();
        for (AbstractInsnNode instruction : target.method().instructions) {
            if (instruction.getOpcode() == Opcodes.ARETURN) {
                returns.add(Objects.requireNonNullElse(origins.results().get(instruction), "TAIL")
                        .toString());
            }
        }
        return new Found(
                returns,
                origins.dropped().size(),
                problems.diagnostics().stream().map(Diagnostic::message).toList());
    }

    private static void assertReturns(String code, int dropped, String... returns) {
        assertEquals(new Found(List.of(returns), dropped, List.of()), analyse(code));
    }

    private static void assertError(String message, String code) {
        List<String> errors = analyse(code).errors();
        assertEquals(1, errors.size(), errors::toString);
        assertEquals(message, errors.get(0).substring(0, message.length()));
    }

    @Test
    void ofAndDoneAreDroppedWhereTheyAreReturned() {
        assertReturns("Coroutine<Integer> code() { return Coroutine.of(1); }", 1, "VALUE");
        assertReturns("Coroutine<Void> code() { return Coroutine.done(); }", 1, "NOTHING");
        assertReturns("Generator<Integer> code() { return Generator.done(); }", 1, "NOTHING");
        assertReturns("AsyncGenerator<Integer> code() { return AsyncGenerator.done(); }", 1, "NOTHING");
        assertReturns(
                "Coroutine<Integer> code(int n) { if (n > 0) return Coroutine.of(n); return Coroutine.of(-n); }",
                2,
                "VALUE",
                "VALUE");
    }

    @Test
    void aLineOrAVariableScopeBetweenThemIsNoHindrance() {
        assertReturns("""
                Coroutine<Integer> code(int n) {
                    {
                        int m = n;
                        return
                            Coroutine
                                .of(m);
                    }
                }
                """, 1, "VALUE");
    }

    @Test
    void twoCompletedOnesThatMeetAreCompleted() {
        assertReturns(
                "Coroutine<Integer> code(int n) { return n > 0 ? Coroutine.of(n) : Coroutine.of(-n); }",
                0,
                "COMPLETED");
        assertReturns("Coroutine<Void> code(int n) { var c = Coroutine.done(); n++; return c; }", 0, "COMPLETED");
        assertReturns("""
                Coroutine<Integer> code(int n) {
                    Coroutine<Integer> c = Coroutine.of(1);
                    while (n-- > 0) { c = Coroutine.of(n); }
                    return c;
                }
                """, 0, "COMPLETED");
    }

    @Test
    void aCopyIsLookedThrough() {
        assertReturns(
                "Coroutine<Integer> field; Coroutine<Integer> code() { return field = Coroutine.of(1); }",
                0,
                "COMPLETED");
        assertReturns(
                "Coroutine<Integer> code() { Coroutine<Integer> a, b; a = b = Coroutine.of(1); return a; }",
                0,
                "COMPLETED");
        assertReturns(
                "Coroutine<Integer> code(Coroutine<Integer>[] all) { return all[1] = Coroutine.of(1); }",
                0,
                "COMPLETED");
    }

    @Test
    void aCastIsLookedThrough() {
        assertReturns(
                "Coroutine<Integer> code() { Object o = Coroutine.of(1); return (Coroutine<Integer>) o; }",
                0,
                "COMPLETED");
    }

    @Test
    void anyOtherCoroutineIsAwaited() {
        assertReturns("Coroutine<Integer> code() { return other(); }", 0, "TAIL");
        assertReturns("Coroutine<Integer> code(Coroutine<Integer> given) { return given; }", 0, "TAIL");
        assertReturns("Coroutine<Integer> code(int n) { return n > 0 ? Coroutine.of(n) : other(); }", 0, "TAIL");
    }

    @Test
    void aCompletedOneMayBeBuiltInsideTry() {
        assertReturns("""
                Coroutine<Integer> code(int n) {
                    try {
                        return n > 0 ? Coroutine.of(n) : Coroutine.of(-n);
                    } finally {
                        n++;
                    }
                }
                """, 0, "COMPLETED");
        assertReturns("""
                Coroutine<Integer> code(int n) {
                    try {
                        return Coroutine.of(n);
                    } catch (IllegalStateException e) {
                        return Coroutine.of(2);
                    }
                }
                """, 2, "VALUE", "VALUE");
    }

    @Test
    void oneThatIsAwaitedMayNotComeFromInsideTry() {
        String message = "a coroutine is returned from inside try";
        assertError(message, "Coroutine<Integer> code(int n) { try { return other(); } finally { n++; } }");
        assertError(
                message, "Coroutine<Integer> code(Coroutine<Integer> c, int n) { try { return c; } finally { n++; } }");
        assertError(message, """
                Coroutine<Integer> code() {
                    try {
                        return other();
                    } catch (IllegalStateException e) {
                        return Coroutine.of(2);
                    }
                }
                """);
    }

    @Test
    void oneThatIsAwaitedMayNotComeFromInsideSynchronized() {
        assertError(
                "suspension inside synchronized",
                "Coroutine<Integer> code(int n) { synchronized (this) { return other(); } }");
    }

    @Test
    void nullIsRefused() {
        assertError("an @Async method returns null", "Coroutine<Integer> code() { return null; }");
        assertError(
                "an @Async method returns null", "Coroutine<Integer> code(int n) { return n > 0 ? other() : null; }");
        assertError("an @Async method returns null", "Generator<Integer> code() { return null; }");
        assertError("an @Async method returns null", "AsyncGenerator<Integer> code() { return null; }");
    }

    @Test
    void aVariableThatOnlyStartsAsNullIsNotNull() {
        assertReturns("""
                Coroutine<Integer> code(int n) {
                    Coroutine<Integer> c = null;
                    while (n-- > 0) { c = other(); }
                    return c;
                }
                """, 0, "TAIL");
        assertError(
                "an @Async method returns null",
                "Coroutine<Integer> code(int n) { Coroutine<Integer> c = null; n++; return c; }");
    }

    @Test
    void whatIsOnlyThereInAHandlerIsFound() {
        assertReturns("""
                Coroutine<Integer> code(int n) {
                    Coroutine<Integer> c = Coroutine.of(1);
                    try {
                        n /= n;
                        c = Coroutine.of(2);
                    } catch (ArithmeticException e) {
                        n = 1;
                    }
                    return c;
                }
                """, 0, "COMPLETED");
        // only the completed one is assigned inside try
        assertReturns("""
                Coroutine<Integer> code(int n) {
                    Coroutine<Integer> c = other();
                    try {
                        n /= n;
                        c = Coroutine.of(2);
                    } catch (ArithmeticException e) {
                        n = 1;
                    }
                    return c;
                }
                """, 0, "TAIL");
    }

    @Test
    void aGeneratorReturnsNoOther() {
        assertError(
                "a generator returns another one",
                "AsyncGenerator<Integer> code(AsyncGenerator<Integer> g) { return g; }");
        assertError("a generator returns another one", "Generator<Integer> code(Generator<Integer> g) { return g; }");
        assertReturns(
                "Generator<Integer> code(int n) { return n > 0 ? Generator.done() : Generator.done(); }",
                0,
                "COMPLETED");
    }

    @Test
    void eachReturnIsJudgedByItself() {
        assertEquals(new Found(List.of("VALUE", "TAIL", "COMPLETED"), 1, List.of()), analyse("""
                        Coroutine<Integer> code(int n) {
                            if (n == 1) return Coroutine.of(1);
                            if (n == 2) return other();
                            return n == 3 ? Coroutine.of(3) : Coroutine.of(4);
                        }
                        """));
    }
}
