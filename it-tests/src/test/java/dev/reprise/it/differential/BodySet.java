package dev.reprise.it.differential;

import dev.reprise.it.support.MemoryLoader;
import dev.reprise.transformer.Options;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The bodies of a set of class files, and the classes of both sides. */
public final class BodySet {

    private static final String DESCRIPTOR = "(Ldev/reprise/it/differential/Probe;)Ldev/reprise/Coroutine;";

    private final List<Body> bodies = new ArrayList<>();
    private final SortedMap<String, byte[]> twins = new TreeMap<>();
    private final ClassLoader libraries;
    private final Rewritten rewritten;
    private final Map<Body, Sides> sides = new HashMap<>();

    /** Takes a compiler's class files by internal name. */
    public BodySet(Map<String, byte[]> classFiles) {
        this(classFiles, BodySet.class.getClassLoader());
    }

    /** The same, where the classes need some that only {@code libraries} finds. */
    public BodySet(Map<String, byte[]> classFiles, ClassLoader libraries) {
        this(classFiles, libraries, Options.defaults(), UnaryOperator.identity());
    }

    /** The same with options of the transformer's. */
    BodySet(Map<String, byte[]> classFiles, Options options) {
        this(classFiles, BodySet.class.getClassLoader(), options, UnaryOperator.identity());
    }

    /** The same with a change to what the transformer is given: a fault that the comparison must find. */
    public BodySet(Map<String, byte[]> classFiles, UnaryOperator<byte[]> change) {
        this(classFiles, BodySet.class.getClassLoader(), Options.defaults(), change);
    }

    private BodySet(
            Map<String, byte[]> classFiles, ClassLoader libraries, Options options, UnaryOperator<byte[]> change) {
        this.libraries = libraries;
        classFiles.forEach((name, classFile) -> {
            twins.put(name, Blocking.twinOf(classFile));
            bodies.addAll(bodiesOf(classFile));
        });
        Map<String, byte[]> changed = new TreeMap<>(classFiles);
        changed.replaceAll((name, classFile) -> change.apply(classFile));
        this.rewritten = new Rewritten(changed, libraries, options);
    }

    /** Returns why the transformer refused a body, or null if it did not. */
    public @Nullable String refusalOf(Body body) {
        return rewritten.refusalOf(body);
    }

    /** Returns the bodies in the order of their classes. */
    public List<Body> bodies() {
        return List.copyOf(bodies);
    }

    /** Returns the classes of the transformed side. */
    public Rewritten rewritten() {
        return rewritten;
    }

    /** Returns both sides of a body, in loaders of their own: no body sees the static state that another has left. */
    public Sides sidesOf(Body body) {
        return sides.computeIfAbsent(
                body, b -> new Sides(b, new MemoryLoader("blocking", twins, libraries), rewritten.newLoaderFor(b)));
    }

    private static List<Body> bodiesOf(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, ClassReader.SKIP_CODE);
        return node.methods.stream()
                .filter(BodySet::isBody)
                .map(method -> new Body(node.name.replace('/', '.'), method.name))
                .toList();
    }

    private static boolean isBody(MethodNode method) {
        return (method.access & Opcodes.ACC_STATIC) != 0
                && (method.access & Opcodes.ACC_PRIVATE) == 0
                && method.desc.equals(DESCRIPTOR)
                && method.invisibleAnnotations != null
                && method.invisibleAnnotations.stream().anyMatch(mark -> mark.desc.equals("Ldev/reprise/Async;"));
    }
}
