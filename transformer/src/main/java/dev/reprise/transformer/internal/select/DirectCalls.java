package dev.reprise.transformer.internal.select;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.TestNames;
import dev.reprise.transformer.internal.model.AsyncKind;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.DirectResult;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds the methods whose bodies can be called directly: those that cannot be overridden, and of which a call is awaited at
 * once, here or, of a static one, perhaps in another class.
 */
final class DirectCalls {

    /** JVMS §4.3.3; a direct call has two arguments more. */
    private static final int MOST_PARAMETER_SLOTS = 255 - 2;

    private DirectCalls() {}

    /** Returns the methods, those with such a body marked. */
    static List<AsyncMethod> mark(List<AsyncMethod> methods) {
        Set<String> awaited = new HashSet<>();
        for (AsyncMethod method : methods) {
            for (AbstractInsnNode instruction : method.method().instructions) {
                MethodInsnNode call = Instructions.callAwaitedAt(instruction);
                if (call != null && call.owner.equals(method.owner().name)) {
                    awaited.add(call.name + call.desc);
                }
            }
        }
        return methods.stream()
                .map(method -> canBeCalled(method) && (isLinked(method) || awaited.contains(key(method)))
                        ? method.callable(bodyName(method), resultOf(method))
                        : method)
                .toList();
    }

    private static String key(AsyncMethod method) {
        return method.method().name + method.method().desc;
    }

    /** Tells whether other classes may call it, and a call always means this method. */
    private static boolean isLinked(AsyncMethod method) {
        return method.isStatic() && !method.isPrivate();
    }

    private static String bodyName(AsyncMethod method) {
        return isLinked(method) ? GeneratedNames.linkedBody(method.method().name) : method.bodyName();
    }

    private static boolean canBeCalled(AsyncMethod method) {
        int access = method.method().access;
        int fixed = Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
        return method.kind() == AsyncKind.COROUTINE
                && ((access & fixed) != 0 || (method.owner().access & Opcodes.ACC_FINAL) != 0)
                && !method.method().name.startsWith(GeneratedNames.LAMBDA_PREFIX)
                && !TestNames.isCalledByJunit(method.method())
                && method.parameterSlots() <= MOST_PARAMETER_SLOTS
                && Instructions.isSmall(method.method())
                && !straddlesParameters(method);
    }

    /** A result is returned unboxed if each return boxes it. */
    private static DirectResult resultOf(AsyncMethod method) {
        Set<DirectResult> results = EnumSet.noneOf(DirectResult.class);
        for (AbstractInsnNode instruction : method.method().instructions) {
            if (instruction.getOpcode() == Opcodes.ARETURN) {
                DirectResult result = DirectResult.boxedBy(Instructions.makerOfReturned(instruction));
                results.add(Objects.requireNonNullElse(result, DirectResult.OBJECT));
            }
        }
        return results.size() == 1 ? results.iterator().next() : DirectResult.OBJECT;
    }

    /** A variable in the last slot of the parameters and the one after it: the body has other things between the two. */
    private static boolean straddlesParameters(AsyncMethod method) {
        int last = method.parameterSlots() - 1;
        for (AbstractInsnNode instruction : method.method().instructions) {
            if (instruction instanceof VarInsnNode variable && variable.var == last && isWide(variable.getOpcode())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWide(int opcode) {
        return switch (opcode) {
            case Opcodes.LLOAD, Opcodes.LSTORE, Opcodes.DLOAD, Opcodes.DSTORE -> true;
            default -> false;
        };
    }
}
