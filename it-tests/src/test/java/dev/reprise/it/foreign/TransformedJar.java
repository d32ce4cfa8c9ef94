package dev.reprise.it.foreign;

import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.Options;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** Writes a library's jar anew, with suspending copies of its methods, transformed. */
final class TransformedJar {

    /** What a method may be refused for: no valid class file could hold the rewritten body. */
    private static final String TOO_LARGE = "a class file allows 65,535 for a method";

    private final List<String> changed = new ArrayList<>();
    private final List<Diagnostic> refusals = new ArrayList<>();
    private int classes;
    private int methods;
    private int points;
    private long bytesBefore;
    private long bytesAfter;

    /** Finds the library's own classes. */
    private final ClassLoader loader;

    private TransformedJar(ClassLoader loader) {
        this.loader = loader;
    }

    /** Reads one jar and writes the other. Multi-release variants of a class stay as they are. */
    static TransformedJar write(Path library, Path target) throws IOException {
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {library.toUri().toURL()});
                JarFile in = new JarFile(library.toFile());
                OutputStream file = Files.newOutputStream(target);
                JarOutputStream out = new JarOutputStream(file)) {
            TransformedJar result = new TransformedJar(loader);
            for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                result.copy(entry.getName(), in.getInputStream(entry).readAllBytes(), out);
            }
            return result;
        }
    }

    /** Returns the internal names of the classes that were made or changed. */
    List<String> changed() {
        return changed;
    }

    /** Returns at how many places the copies can be suspended. */
    int points() {
        return points;
    }

    /** Returns what the transformer refused a copy for, and is not allowed to. */
    List<Diagnostic> wrongRefusals() {
        return refusals.stream().filter(d -> !d.message().contains(TOO_LARGE)).toList();
    }

    @Override
    public String toString() {
        return String.format(
                "%,d classes, %,d methods copied, %,d refused, %,d places to suspend; %,d classes after, %,d -> %,d KB",
                classes, methods, refusals.size(), points, changed.size(), bytesBefore / 1024, bytesAfter / 1024);
    }

    private void copy(String name, byte[] content, JarOutputStream out) throws IOException {
        if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
            transform(name, OldClassFile.lifted(content, loader), out);
        } else {
            write(name, content, out);
        }
    }

    private void transform(String name, byte[] content, JarOutputStream out) throws IOException {
        Set<String> excluded = new HashSet<>();
        AsyncTransformer transformer = new AsyncTransformer(Options.defaults());
        SuspendingCopies copied = SuspendingCopies.of(content, excluded);
        AsyncTransformer.Result result = transformer.transform(copied.classFile());
        while (result.hasErrors()) {
            List<Diagnostic> errors =
                    result.diagnostics().stream().filter(Diagnostic::isError).toList();
            refusals.addAll(errors);
            if (!excluded.addAll(errors.stream().map(Diagnostic::method).toList())) {
                throw new AssertionError("refused, and none of its methods is at fault: " + errors);
            }
            copied = SuspendingCopies.of(content, excluded);
            result = transformer.transform(copied.classFile());
        }
        classes++;
        methods += copied.methods();
        points += copied.points();
        bytesBefore += content.length;
        if (result.classes().isEmpty()) {
            bytesAfter += content.length;
            write(name, content, out);
        }
        for (var made : result.classes().entrySet()) {
            changed.add(made.getKey());
            bytesAfter += made.getValue().length;
            write(made.getKey() + ".class", made.getValue(), out);
        }
    }

    private static void write(String name, byte[] content, JarOutputStream out) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
