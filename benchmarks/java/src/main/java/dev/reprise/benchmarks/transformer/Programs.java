package dev.reprise.benchmarks.transformer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

/** The same dozen methods in Java and in Kotlin, compiled by javac and kotlinc. */
final class Programs {

    private Programs() {}

    /** Compiles {@code Programs.java}; nothing is transformed. */
    static List<byte[]> java() {
        return compiled("Programs.java", source("Programs.java"), (file, out) -> {
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-proc:none", "-cp", classPath(), "-d", out, file);
            return status == 0;
        });
    }

    /** Compiles {@code Programs.kt} as it is. */
    static List<byte[]> suspendingKotlin() {
        return kotlin(source("Programs.kt"));
    }

    /** Compiles {@code Programs.kt} as if it had ordinary functions. */
    static List<byte[]> plainKotlin() {
        return kotlin(source("Programs.kt").replace("suspend ", ""));
    }

    private static List<byte[]> kotlin(String source) {
        return compiled("Programs.kt", source, (file, out) -> {
            ExitCode status = new K2JVMCompiler()
                    .exec(System.err, "-nowarn", "-no-stdlib", "-no-reflect", "-cp", classPath(), "-d", out, file);
            return status == ExitCode.OK;
        });
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private interface Compiler {
        boolean compiles(String file, String out);
    }

    private static List<byte[]> compiled(String name, String source, Compiler compiler) {
        try {
            Path folder = Files.createTempDirectory("programs");
            try {
                Path file = Files.writeString(folder.resolve(name), source);
                Path out = Files.createDirectory(folder.resolve("classes"));
                if (!compiler.compiles(file.toString(), out.toString())) {
                    throw new IllegalStateException(name + " does not compile");
                }
                return classesIn(out);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> classesIn(Path folder) throws IOException {
        List<byte[]> classes = new ArrayList<>();
        for (Path file : walk(folder)) {
            if (file.toString().endsWith(".class")) {
                classes.add(Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all = walk(folder);
        all.sort(Comparator.reverseOrder());
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static List<Path> walk(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return new ArrayList<>(paths.toList());
        }
    }

    private static String source(String name) {
        try (InputStream in = Programs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
