package dev.reprise.transformer.internal.model;

import dev.reprise.transformer.internal.asm.RuntimeNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What the {@code @SuppressAsyncWarnings} annotations of a class say. */
public final class Suppressions {

    private final ClassNode owner;
    private final List<String> ofClass;

    Suppressions(ClassNode owner) {
        this.owner = owner;
        this.ofClass = codesIn(owner.invisibleAnnotations);
    }

    /** Returns the codes that the class suppresses in all of its methods. */
    public List<String> ofClass() {
        return ofClass;
    }

    /** Returns the codes that a method's own annotation suppresses. */
    public List<String> of(MethodNode method) {
        return codesIn(method.invisibleAnnotations);
    }

    /**
     * Tells whether a warning about a method is suppressed by its class, by itself, or, since a lambda cannot be annotated,
     * by the method that creates it.
     */
    boolean cover(String code, MethodNode method) {
        if (ofClass.contains(code)) {
            return true;
        }
        Set<MethodNode> seen = new HashSet<>(Set.of(method));
        Deque<MethodNode> pending = new ArrayDeque<>(seen);
        while (!pending.isEmpty()) {
            MethodNode next = pending.pop();
            if (of(next).contains(code)) {
                return true;
            }
            creators(next).stream().filter(seen::add).forEach(pending::push);
        }
        return false;
    }

    /** Returns the methods whose lambda a method is. */
    private List<MethodNode> creators(MethodNode lambda) {
        if ((lambda.access & Opcodes.ACC_SYNTHETIC) == 0) {
            return List.of();
        }
        return owner.methods.stream().filter(method -> creates(method, lambda)).toList();
    }

    private boolean creates(MethodNode method, MethodNode lambda) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof InvokeDynamicInsnNode dynamic) {
                for (Object argument : dynamic.bsmArgs) {
                    if (argument instanceof Handle handle
                            && handle.getOwner().equals(owner.name)
                            && handle.getName().equals(lambda.name)
                            && handle.getDesc().equals(lambda.desc)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static List<String> codesIn(@Nullable List<AnnotationNode> annotations) {
        List<String> codes = new ArrayList<>();
        for (AnnotationNode annotation : Objects.requireNonNullElse(annotations, List.<AnnotationNode>of())) {
            if (annotation.desc.equals(RuntimeNames.SUPPRESS_DESCRIPTOR) && annotation.values != null) {
                for (Object value : annotation.values) {
                    if (value instanceof Collection<?> elements) {
                        elements.forEach(element -> codes.add(String.valueOf(element)));
                    }
                }
            }
        }
        return codes;
    }
}
