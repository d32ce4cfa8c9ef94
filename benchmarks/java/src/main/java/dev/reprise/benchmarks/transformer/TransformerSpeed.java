package dev.reprise.benchmarks.transformer;

import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

/**
 * Prints how fast one thread goes over class files without async methods, in megabytes a second, and how many async methods
 * it rewrites in a second. The first argument may name a jar; kotlinc's own is the default.
 */
public final class TransformerSpeed {

    private static final int MOST_TO_WARM_UP = 12;
    private static final int STEADY = 2;
    private static final int ROUNDS = 7;
    private static final double SECONDS_PER_ROUND = 1.5;

    private final AsyncTransformer transformer = new AsyncTransformer(Options.defaults());

    /** Makes one that has transformed nothing yet. */
    public TransformerSpeed() {}

    /** Takes a jar, or nothing. */
    public static void main(String[] arguments) throws IOException {
        TransformerSpeed speed = new TransformerSpeed();
        List<byte[]> plain = classesOf(arguments.length > 0 ? arguments[0] : jarOfKotlinc());
        System.out.printf("no async method: %,d classes, %.1f MB%n", plain.size(), megabytes(plain));
        speed.report("MB/s", plain, megabytes(plain));

        List<byte[]> async = Programs.java();
        System.out.printf("async methods: %d in %d classes%n", speed.methods(async), async.size());
        speed.report("methods/s", async, speed.methods(async));
    }

    /** Returns how many megabytes of class files without async methods are gone over in a second: the median round. */
    public double megabytesASecond() throws IOException {
        List<byte[]> plain = classesOf(jarOfKotlinc());
        return rates(plain, megabytes(plain))[ROUNDS / 2];
    }

    /** Returns how many async methods are rewritten in a second: the median round. */
    public double methodsASecond() {
        List<byte[]> async = Programs.java();
        return rates(async, methods(async))[ROUNDS / 2];
    }

    private static String jarOfKotlinc() {
        return K2JVMCompiler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }

    private static double megabytes(List<byte[]> classes) {
        return classes.stream().mapToLong(c -> c.length).sum() / 1e6;
    }

    private int methods(List<byte[]> classes) {
        return classes.stream()
                .mapToInt(c -> transformer.transform(c).methods())
                .sum();
    }

    /** Prints the median round and the slowest and fastest ones, in units a second. */
    private void report(String unit, List<byte[]> classes, double amount) {
        double[] rates = rates(classes, amount);
        System.out.printf("  %,.0f %s (%,.0f to %,.0f)%n", rates[ROUNDS / 2], unit, rates[0], rates[ROUNDS - 1]);
    }

    /** Returns the units a second of all rounds, the slowest first. */
    private double[] rates(List<byte[]> classes, double amount) {
        warmUp(classes);
        double[] rates = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            rates[i] = amount * round(classes);
        }
        Arrays.sort(rates);
        return rates;
    }

    /** Runs until it gets no faster: there is much code for the JIT. */
    private void warmUp(List<byte[]> classes) {
        double best = 0;
        int sinceBest = 0;
        for (int i = 0; i < MOST_TO_WARM_UP && sinceBest < STEADY; i++) {
            double rate = round(classes);
            sinceBest = rate > 1.03 * best ? 0 : sinceBest + 1;
            best = Math.max(best, rate);
        }
    }

    /** Returns how often all classes were transformed in a second. */
    private double round(List<byte[]> classes) {
        long start = System.nanoTime();
        int times = 0;
        double seconds;
        do {
            classes.forEach(transformer::transform);
            times++;
            seconds = (System.nanoTime() - start) / 1e9;
        } while (seconds < SECONDS_PER_ROUND);
        return times / seconds;
    }

    private static List<byte[]> classesOf(String jar) throws IOException {
        List<byte[]> classes = new ArrayList<>();
        try (JarFile file = new JarFile(jar)) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class")) {
                    classes.add(file.getInputStream(entry).readAllBytes());
                }
            }
        }
        return classes;
    }
}
