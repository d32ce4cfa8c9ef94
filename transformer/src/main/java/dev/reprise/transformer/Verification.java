package dev.reprise.transformer;

import dev.reprise.transformer.internal.verify.ClassPath;
import dev.reprise.transformer.internal.verify.ClassSource;
import dev.reprise.transformer.internal.verify.OutputVerifier;
import dev.reprise.transformer.internal.write.ClassTree;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Verifies what came of the classes of a tree, or does nothing where that is not asked for. */
abstract class Verification implements Closeable {

    private static final class None extends Verification {

        @Override
        List<Diagnostic> verify(String folder, SortedMap<String, byte[]> classes) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    static Verification of(ClassTree tree, Checks checks) throws IOException {
        List<Path> path = checks.verifyAgainst();
        return path == null ? new None() : new AgainstClassFiles(tree, path);
    }

    /** Returns the errors of classes that stand in a folder of the tree, such as that of a version. */
    abstract List<Diagnostic> verify(String folder, SortedMap<String, byte[]> classes);

    private static final class AgainstClassFiles extends Verification {

        private final ClassTree tree;
        private final Set<String> paths;
        private final ClassPath classPath;
        private final Map<String, OutputVerifier> verifiers = new HashMap<>();

        AgainstClassFiles(ClassTree tree, List<Path> path) throws IOException {
            this.tree = tree;
            this.paths = new HashSet<>(tree.list());
            this.classPath = new ClassPath(path);
        }

        @Override
        List<Diagnostic> verify(String folder, SortedMap<String, byte[]> classes) {
            OutputVerifier verifier = verifiers.computeIfAbsent(folder, this::verifier);
            List<Diagnostic> faults = new ArrayList<>();
            classes.values().forEach(classFile -> faults.addAll(verifier.verify(classFile)));
            return faults;
        }

        /** A class of a version sees those of its own version first. What is rewritten keeps its place in the hierarchy. */
        private OutputVerifier verifier(String folder) {
            ClassSource own = name -> read(folder + name);
            return new OutputVerifier(List.of(own, this::read, classPath));
        }

        private byte @Nullable [] read(String name) throws IOException {
            String path = ClassTree.pathOf(name);
            return paths.contains(path) ? tree.read(path) : null;
        }

        @Override
        public void close() throws IOException {
            classPath.close();
        }
    }
}
