package dev.reprise.it.fused;

/** The methods that {@link FusedAwaitTest} runs. */
final class FusedSource {

    /** In most, {@code n} says how often the innermost callee suspends; 0 is an end without any frame. */
    static final String TEXT = """
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import java.util.*;
            class Fused {
                static final List<String> LOG = new ArrayList<>();
                static List<String> log() { return LOG; }
                static class Pair {
                    final Object a, b;
                    Pair(Object a, Object b) { this.a = a; this.b = b; }
                    public String toString() { return a + "," + b; }
                }
                String name = "me";

                @Async static Coroutine<String> text(int n, String s) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(s);
                }
                @Async static Coroutine<Integer> number(int n, int result) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(result);
                }
                @Async static Coroutine<Long> wide(int n, long result) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(result);
                }
                @Async static Coroutine<Double> real(int n, double result) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(result);
                }
                @Async static Coroutine<Boolean> flag(int n, boolean result) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(result);
                }
                @Async static Coroutine<Void> nothing(int n) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.done();
                }
                @Async static Coroutine<String> failing(int n, String message) {
                    for (int i = 0; i < n; i++) suspend(null);
                    throw new IllegalArgumentException(message);
                }

                @Async static Coroutine<Integer> intResult(int n, int value) {
                    int r = await(number(n, value));
                    return Coroutine.of(r);
                }
                @Async static Coroutine<Integer> boxedResult(int n, int value) {
                    Integer r = await(number(n, value));
                    return Coroutine.of(r);
                }
                @Async static Coroutine<Integer> tail(int n, int value) { return number(n, value); }
                @Async static Coroutine<Integer> overTail(int n, int value) { return Coroutine.of(await(tail(n, value))); }
                @Async static Coroutine<Long> longResult(int n, long value) {
                    long r = await(wide(n, value));
                    return Coroutine.of(r);
                }
                @Async static Coroutine<Double> doubleResult(int n, double value) {
                    double r = await(real(n, value));
                    return Coroutine.of(r);
                }
                @Async static Coroutine<Boolean> booleanResult(int n, boolean value) {
                    return Coroutine.of(!await(flag(n, !value)));
                }
                @Async static Coroutine<String> dropped(int n) {
                    await(number(n, 1));
                    await(wide(n, 2));
                    await(real(n, 3));
                    await(nothing(n));
                    return Coroutine.of("dropped");
                }

                @Async static Coroutine<String> wideArguments(int n) {
                    return Coroutine.of(await(mixed(1L, 2, 3.5, (byte) 4, 5L, n, 'c', true, 6f)));
                }
                @Async private static Coroutine<String> mixed(
                        long a, int b, double c, byte d, long e, int n, char f, boolean g, float h) {
                    long before = a + e;
                    double kept = c * 2;
                    await(nothing(n));
                    return Coroutine.of(a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g + " " + h + " "
                            + before + " " + kept);
                }
                @Async static Coroutine<String> valuesBelow(int n) {
                    long l = 1L << 40;
                    double d = 0.25;
                    return Coroutine.of(String.format("%d %s %s %d", l, d + await(real(n, 0.5)), await(text(n, "s")),
                            l + 2L * await(wide(n, 3)) - await(number(n, 1))));
                }
                @Async static Coroutine<String> underConstruction(int n) {
                    return Coroutine.of(new Pair(await(text(n, "a")), new Pair(await(number(n, 2)), 3)).toString());
                }

                @Async static Coroutine<String> caught(int fail) {
                    try {
                        LOG.add(await(text(fail, "first")));
                        await(failing(fail, "wrong"));
                        return Coroutine.of("not reached");
                    } catch (IllegalArgumentException e) {
                        return Coroutine.of(await(text(fail, "caught ")) + e.getMessage());
                    } finally {
                        LOG.add(await(text(fail, "finally")));
                    }
                }

                @Async static Coroutine<String> outer() {
                    try {
                        return Coroutine.of(await(middle("p")));
                    } finally {
                        LOG.add("outer");
                    }
                }
                @Async private static Coroutine<String> middle(String p) {
                    try {
                        return Coroutine.of(await(inner(p + "q")) + p);
                    } finally {
                        LOG.add("middle " + p);
                    }
                }
                @Async private static Coroutine<String> inner(String q) {
                    try {
                        await(Later.of(1));
                        return Coroutine.of(await(text(1, q)));
                    } catch (IllegalStateException e) {
                        return Coroutine.of("caught " + e.getMessage() + " ");
                    } finally {
                        LOG.add("inner " + q);
                    }
                }

                @Async static Coroutine<String> nullReceiver(int n) {
                    Fused none = n < 0 ? new Fused() : null;
                    try {
                        return Coroutine.of(await(none.own(n)));
                    } catch (NullPointerException e) {
                        return Coroutine.of("no receiver");
                    }
                }
                @Async static Coroutine<String> otherReceiver(int n) {
                    Fused other = new Fused();
                    other.name = "other";
                    return Coroutine.of(await(other.own(n)) + await(other.sealed(n)));
                }
                @Async private Coroutine<String> own(int n) {
                    await(nothing(n));
                    return Coroutine.of(name);
                }
                @Async final Coroutine<String> sealed(int n) {
                    return Coroutine.of(await(own(n)) + "!");
                }

                @Async static Coroutine<String> chosen(int n, boolean first) {
                    return Coroutine.of(await(first ? text(n, "first") : text(n, "second")));
                }
                @Async static Coroutine<String> reassigned(int n) { return Coroutine.of(await(assigns(n, "a", 1))); }
                @Async private static Coroutine<String> assigns(int n, String s, long l) {
                    s += "b";
                    l++;
                    await(nothing(n));
                    s += l;
                    await(nothing(n));
                    return Coroutine.of(s + n);
                }
                @Async static Coroutine<String> kept(int n) { return Coroutine.of(await(keeps(n, "a", 7L, 2.5))); }
                @Async private static Coroutine<String> keeps(int n, String s, long l, double d) {
                    await(nothing(n));
                    await(nothing(n));
                    return Coroutine.of(s + l + d + n);
                }
                @Async static Coroutine<String> generic(int n) {
                    List<String> one = await(listOf(n, "x"));
                    return Coroutine.of(one.get(0) + await(Fused.<String>identity(n, "y")));
                }
                @Async private static <T> Coroutine<List<T>> listOf(int n, T t) {
                    return Coroutine.of(List.of(await(identity(n, t))));
                }
                @Async private static <T> Coroutine<T> identity(int n, T t) {
                    await(nothing(n));
                    return Coroutine.of(t);
                }
                @Async static Coroutine<String> lambda(int n) {
                    AsyncCallable<String, RuntimeException> block = () -> Coroutine.of(await(text(n, "in lambda")));
                    return Coroutine.of(await(block.call()));
                }
                @Async static Coroutine<String> interfaces(int n) { return Coroutine.of(await(new Greeter() {}.greet(n))); }
                interface Greeter {
                    @Async default Coroutine<String> greet(int n) {
                        return Coroutine.of(await(hello(n)) + await(name(n)));
                    }
                    @Async private Coroutine<String> hello(int n) {
                        suspend(null);
                        return Coroutine.of("hello ");
                    }
                    @Async static Coroutine<String> name(int n) {
                        for (int i = 0; i < n; i++) suspend(null);
                        return Coroutine.of("you");
                    }
                }
                enum Level {
                    LOW, HIGH;
                    @Async Coroutine<Integer> sum(int n) { return Coroutine.of(await(of(n)) + await(of(n))); }
                    @Async Coroutine<Integer> of(int n) {
                        for (int i = 0; i < n; i++) suspend(null);
                        return Coroutine.of(ordinal() + 1);
                    }
                }
                @Async static Coroutine<Integer> enums(int n) { return Level.HIGH.sum(n); }

                @Async static Coroutine<Void> nullAwaited() {
                    await(awaitsNull());
                    return Coroutine.done();
                }
                @Async private static Coroutine<Void> awaitsNull() {
                    Awaitable<Void> none = null;
                    await(none);
                    return Coroutine.done();
                }
                @Async static Coroutine<Void> awaitedAgain(Coroutine<?> used) {
                    await(awaits(used));
                    return Coroutine.done();
                }
                @Async private static Coroutine<Void> awaits(Coroutine<?> used) {
                    await(used);
                    return Coroutine.done();
                }
                @Async static Coroutine<Void> nullReturned() {
                    await(returnsNull());
                    return Coroutine.done();
                }
                @Async private static Coroutine<Void> returnsNull() {
                    return none();
                }
                static Coroutine<Void> none() { return null; }

                @Async static Coroutine<String> variables(int n, String s) { return Coroutine.of(await(shown(n, s))); }
                @Async private static Coroutine<String> shown(int n, String s) {
                    long local = s.length();
                    await(nothing(n));
                    return Coroutine.of(s + local);
                }
            }
            """;

    private FusedSource() {}
}
