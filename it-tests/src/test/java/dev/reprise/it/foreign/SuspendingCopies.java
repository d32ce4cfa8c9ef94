package dev.reprise.it.foreign;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Moves the body of each method of a class into an {@code @Async} copy that can be suspended before each call. The method
 * itself runs the copy to its end, so it behaves as before:
 *
 * <pre>{@code
 * int size(String s) {                                  int size(String s) {
 *     return trim(s).length();                              return (int) Suspensions.drive(size$copy$0(s));
 * }                                                     }
 *                                                       @Async private Coroutine<Integer> size$copy$0(String s) {
 *                                                           suspend(null);
 *                                                           String t = await(trim$copy$1(s));  // static, of this class
 *                                                           await(Suspensions.maybe());
 *                                                           return Coroutine.of(t.length());
 *                                                       }
 * }</pre>
 *
 * The suspensions stand directly before the call instructions, behind all operands.
 */
final class SuspendingCopies {

    private static final Type COROUTINE = Type.getType(Coroutine.class);
    private static final Type SUSPENSIONS = Type.getType(Suspensions.class);
    private static final Method AWAIT = Method.getMethod("Object await(dev.reprise.Awaitable)");
    private static final Method SUSPEND = Method.getMethod("Object suspend(Object)");
    private static final Method OF = Method.getMethod("dev.reprise.Coroutine of(Object)");
    private static final Method DONE = Method.getMethod("dev.reprise.Coroutine done()");
    private static final Method MAYBE = Method.getMethod("dev.reprise.Awaitable maybe()");
    private static final Method DRIVE = Method.getMethod("Object drive(dev.reprise.Coroutine)");
    private static final String COROUTINE_RESULT = ")" + Type.getDescriptor(Coroutine.class);
    private static final int UNSUITABLE = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED;

    private final ClassNode owner;
    private final boolean isInterface;
    private final Map<String, MethodNode> copies = new HashMap<>();
    private int points;

    private SuspendingCopies(ClassNode owner) {
        this.owner = owner;
        this.isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
    }

    /** Makes the copies of all methods that call something. */
    static SuspendingCopies of(byte[] classFile) {
        return of(classFile, Set.of());
    }

    /** Makes the copies of all methods that call something, but those whose copy's name is excluded. */
    static SuspendingCopies of(byte[] classFile, Set<String> excluded) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        SuspendingCopies copies = new SuspendingCopies(node);
        copies.insert(excluded);
        return copies;
    }

    /** Returns the class file, which is yet to be transformed. */
    byte[] classFile() {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        owner.accept(out);
        return out.toByteArray();
    }

    /** Returns how many methods have a copy. */
    int methods() {
        return copies.size();
    }

    /** Returns at how many places the copies can be suspended. */
    int points() {
        return points;
    }

    private void insert(Set<String> excluded) {
        List<MethodNode> originals = List.copyOf(owner.methods);
        for (MethodNode method : originals) {
            String name = method.name + "$copy$" + originals.indexOf(method);
            if (isSuitable(method) && !excluded.contains(name)) {
                copies.put(method.name + method.desc, moveBody(method, name));
            }
        }
        for (MethodNode method : originals) {
            MethodNode copy = copies.get(method.name + method.desc);
            if (copy != null) {
                suspendBeforeCalls(copy);
                returnCoroutine(copy, Type.getReturnType(method.desc));
                drive(copy, method);
                owner.methods.add(copy);
            }
        }
    }

    private static boolean isSuitable(MethodNode method) {
        return !method.name.startsWith("<")
                && (method.access & UNSUITABLE) == 0
                && !callsToSuspend(method).isEmpty();
    }

    private static List<AbstractInsnNode> callsToSuspend(MethodNode method) {
        Set<AbstractInsnNode> synchronised = HeldMonitors.in(method);
        return Stream.of(method.instructions.toArray())
                .filter(i -> i instanceof MethodInsnNode || i instanceof InvokeDynamicInsnNode)
                .filter(call -> !synchronised.contains(call))
                .toList();
    }

    private static MethodNode moveBody(MethodNode method, String name) {
        MethodNode copy = new MethodNode(
                Opcodes.ASM9,
                Opcodes.ACC_PRIVATE
                        | Opcodes.ACC_SYNTHETIC
                        | (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_STRICT | Opcodes.ACC_VARARGS)),
                name,
                method.desc.substring(0, method.desc.indexOf(')')) + COROUTINE_RESULT,
                null,
                method.exceptions.toArray(new String[0]));
        copy.visitAnnotation(Type.getDescriptor(Async.class), false).visitEnd();
        copy.instructions = method.instructions;
        copy.tryCatchBlocks = method.tryCatchBlocks;
        copy.localVariables = method.localVariables;
        copy.maxLocals = method.maxLocals;
        copy.maxStack = method.maxStack;
        method.instructions = new InsnList();
        method.tryCatchBlocks = new ArrayList<>();
        method.localVariables = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
        return copy;
    }

    private void suspendBeforeCalls(MethodNode copy) {
        for (AbstractInsnNode call : callsToSuspend(copy)) {
            copy.instructions.insertBefore(call, suspension());
            MethodNode callee = copiedCallee(call);
            if (callee != null) {
                awaitInstead((MethodInsnNode) call, callee, copy);
            }
        }
    }

    /** Half of the suspensions are for certain, half are awaits of what may have ended at once. */
    private InsnList suspension() {
        return code("()V", code -> {
            if (points++ % 2 == 0) {
                code.visitInsn(Opcodes.ACONST_NULL);
                code.invokeStatic(COROUTINE, SUSPEND);
            } else {
                code.invokeStatic(SUSPENSIONS, MAYBE);
                code.invokeStatic(COROUTINE, AWAIT);
            }
            code.pop();
        });
    }

    /** Returns the copy of a static method of this class that is called, or null. */
    private @Nullable MethodNode copiedCallee(AbstractInsnNode instruction) {
        return instruction.getOpcode() == Opcodes.INVOKESTATIC
                        && instruction instanceof MethodInsnNode call
                        && call.owner.equals(owner.name)
                ? copies.get(call.name + call.desc)
                : null;
    }

    /** Calls the copy and awaits it, so that there are chains, and failures that arrive at an await. */
    private void awaitInstead(MethodInsnNode call, MethodNode callee, MethodNode copy) {
        points++;
        copy.instructions.insert(call, code(call.desc, code -> {
            code.invokeStatic(COROUTINE, AWAIT);
            unboxResult(code, Type.getReturnType(call.desc));
        }));
        call.name = callee.name;
        call.desc = callee.desc;
    }

    private static void returnCoroutine(MethodNode copy, Type result) {
        for (AbstractInsnNode end : copy.instructions.toArray()) {
            if (end.getOpcode() >= Opcodes.IRETURN && end.getOpcode() <= Opcodes.RETURN) {
                copy.instructions.insertBefore(end, code(copy.desc, code -> {
                    if (end.getOpcode() == Opcodes.RETURN) {
                        code.invokeStatic(COROUTINE, DONE);
                    } else {
                        code.valueOf(result);
                        code.invokeStatic(COROUTINE, OF);
                    }
                }));
                copy.instructions.set(end, new InsnNode(Opcodes.ARETURN));
            }
        }
    }

    private void drive(MethodNode copy, MethodNode method) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        GeneratorAdapter code = new GeneratorAdapter(method, method.access, method.name, method.desc);
        if (!isStatic) {
            code.loadThis();
        }
        code.loadArgs();
        int opcode = isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL;
        code.visitMethodInsn(opcode, owner.name, copy.name, copy.desc, isInterface);
        code.invokeStatic(SUSPENSIONS, DRIVE);
        unboxResult(code, Type.getReturnType(method.desc));
        code.returnValue();
    }

    private static void unboxResult(GeneratorAdapter code, Type type) {
        if (type.equals(Type.VOID_TYPE)) {
            code.pop();
        } else {
            code.unbox(type);
        }
    }

    private static InsnList code(String descriptor, Consumer<GeneratorAdapter> writer) {
        MethodNode fragment = new MethodNode(Opcodes.ACC_STATIC, "fragment", descriptor, null, null);
        writer.accept(new GeneratorAdapter(fragment, fragment.access, fragment.name, fragment.desc));
        return fragment.instructions;
    }
}
