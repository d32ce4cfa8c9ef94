package dev.reprise.it.random;

import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What random programs call and make. Both sides of a comparison share it, so nothing here keeps static state. */
public final class Kit {

    private static final int LONGEST_TEXT = 24;

    private Kit() {}

    /** Ends every loop and recursion: each turn takes one. */
    public static final class Fuel {

        /** Turns that a correct program cannot take: it asks once more in each method that is still running. */
        private static final int BROKEN = -1_000;

        private int left = 40;

        public boolean more() {
            if (--left < BROKEN) {
                throw new AssertionError("the program does not end");
            }
            return left >= 0;
        }
    }

    /** A lambda's body. */
    public interface Call<T> {
        Coroutine<T> call() throws Exception;
    }

    /** A lambda's body with parameters. */
    public interface CallWith<T> {
        Coroutine<T> call(int i, long j, String s) throws Exception;
    }

    /** An ordinary lambda's body. */
    public interface Plain<T> {
        T get() throws Exception;
    }

    public enum Colour {
        RED,
        GREEN,
        BLUE
    }

    public record Pair(Object first, Object second) {}

    /** An object with fields and several constructors. */
    public static final class Box {

        public int i;
        public long j;
        public double d = 0.5;
        public String s = "";
        public @Nullable Box next;

        public Box(String s, long j) {
            this.s = s;
            this.j = j;
        }

        public Box(int i, Box next, double d) {
            this.i = i;
            this.next = next;
            this.d = d;
        }

        public Box(boolean b, byte y, char c, short t, float f, Object o) {
            this.s = cut(b + " " + y + c + t + " " + f + o);
        }

        public int plus(int a, long b) {
            return i + a - (int) (b ^ j);
        }

        public Box with(long newJ, String newS) {
            this.j = newJ;
            this.s = newS;
            return this;
        }

        @Override
        public String toString() {
            String deeper = next == null ? "" : next.next == null ? next.toString() : "...";
            return "(" + i + " " + j + " " + d + " " + s + " " + deeper + ")";
        }
    }

    /** Logs its life; the last letter of its name says whether it fails when it is closed. */
    public static final class Resource implements AutoCloseable {

        private final Probe p;
        private final String name;

        public Resource(Probe p, String name) {
            this.p = p;
            this.name = name;
            p.log("open " + name);
        }

        public String name() {
            return name;
        }

        @Override
        public void close() throws IOException {
            p.log("close " + name);
            if (name.endsWith("a")) {
                throw new IOException("close " + name);
            }
        }
    }

    /** Fails with a checked exception now and then. */
    public static void check(int n) throws IOException {
        if (n % 3 == 0) {
            throw new IOException("checked " + n);
        }
    }

    /** Keeps texts short, so that none grows without bound in a loop. */
    public static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(text.length() - LONGEST_TEXT);
    }

    /** Returns what a program may see of an exception: the JVM words some messages itself. */
    public static String text(Throwable error) {
        boolean worded = error instanceof NullPointerException;
        return cut(error.getClass().getSimpleName() + (worded ? "" : " " + error.getMessage()));
    }

    public static int mix(int a, long b, double c, String d) {
        return a * 31 + (int) b + (int) c + d.length();
    }

    public static String many(byte a, short b, char c, boolean d, float e, Object f, long g) {
        return cut(a + " " + b + c + d + e + f + g);
    }

    public static long sum(long first, int... others) {
        return first + Arrays.stream(others).sum();
    }

    public static String join(Object... parts) {
        return cut(Arrays.deepToString(parts));
    }

    public static List<Integer> list(Integer... elements) {
        return new ArrayList<>(Arrays.asList(elements));
    }
}
