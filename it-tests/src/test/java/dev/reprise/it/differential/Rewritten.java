package dev.reprise.it.differential;

import dev.reprise.it.support.MemoryLoader;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A set of class files after the transformer. A class that it refused fails the bodies that need it, and no others. */
public final class Rewritten {

    /** Every class that runs, by internal name: the rewritten ones, their frames, and those left as they were. */
    private final SortedMap<String, byte[]> classes = new TreeMap<>();

    /** The names of the classes that the transformer made or changed. */
    private final List<String> transformed = new ArrayList<>();

    /** Why a class was refused, by its internal name. */
    private final SortedMap<String, String> refused = new TreeMap<>();

    private final ClassLoader libraries;

    Rewritten(Map<String, byte[]> classFiles, ClassLoader libraries, Options options) {
        this.libraries = libraries;
        AsyncTransformer transformer = new AsyncTransformer(options);
        classFiles.forEach((name, classFile) -> {
            AsyncTransformer.Result result = transformer.transform(classFile);
            if (result.hasErrors()) {
                refused.put(name, describe(result.diagnostics()));
            }
            classes.putIfAbsent(name, classFile);
            result.classes().forEach((made, bytes) -> {
                transformed.add(made);
                if (classes.put(made, bytes) != null && !made.equals(name)) {
                    throw new AssertionError("rewriting " + name + " makes a second class " + made);
                }
            });
        });
    }

    /** Returns the names of the classes that the transformer made or changed. */
    public List<String> transformed() {
        return List.copyOf(transformed);
    }

    byte[] classFile(String internalName) {
        return Objects.requireNonNull(classes.get(internalName), internalName);
    }

    ClassLoader newLoader() {
        return new MemoryLoader("rewritten", classes, libraries);
    }

    /** Returns a new loader of all classes, or fails if one that belongs to the body's source file was refused. */
    ClassLoader newLoaderFor(Body body) {
        String refusal = refusalOf(body);
        if (refusal != null) {
            throw new AssertionError(refusal);
        }
        return newLoader();
    }

    /** Returns why a class that belongs to the body's source file was refused, or null if none was. */
    @Nullable
    String refusalOf(Body body) {
        String outermost = body.className().replace('.', '/').replaceFirst("\\$.*", "");
        for (Map.Entry<String, String> each : refused.entrySet()) {
            if (each.getKey().equals(outermost) || each.getKey().startsWith(outermost + "$")) {
                return "the transformer refused " + each.getKey() + ": " + each.getValue();
            }
        }
        return null;
    }

    private static String describe(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::toString).toList().toString();
    }
}
