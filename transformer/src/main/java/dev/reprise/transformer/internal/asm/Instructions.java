package dev.reprise.transformer.internal.asm;

import dev.reprise.transformer.internal.asm.RuntimeNames.FrameMethod;
import dev.reprise.transformer.internal.asm.RuntimeNames.Intrinsic;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Small questions about instructions, and small ways to write them. */
public final class Instructions {

    /** Instructions, and variables to save. */
    private static final int SMALL = 1_500;

    private Instructions() {}

    /** Returns the intrinsic that the instruction calls, or null. */
    public static @Nullable Intrinsic intrinsicCalledBy(AbstractInsnNode instruction) {
        if (instruction.getOpcode() == Opcodes.INVOKESTATIC && instruction instanceof MethodInsnNode call) {
            for (Intrinsic intrinsic : Intrinsic.values()) {
                if (intrinsic.isCalledBy(call)) {
                    return intrinsic;
                }
            }
        }
        return null;
    }

    /** Returns the call whose coroutine an instruction awaits, or returns, at once; null if there is none. */
    public static @Nullable MethodInsnNode callAwaitedAt(AbstractInsnNode instruction) {
        boolean takes = instruction.getOpcode() == Opcodes.ARETURN || intrinsicCalledBy(instruction) == Intrinsic.AWAIT;
        return takes
                        && straightBefore(instruction) instanceof MethodInsnNode call
                        && RuntimeNames.returnsCoroutine(call.desc)
                ? call
                : null;
    }

    /** Returns what makes the value of a {@code return Coroutine.of(value)} just before, or null. */
    public static @Nullable AbstractInsnNode makerOfReturned(AbstractInsnNode end) {
        AbstractInsnNode of = straightBefore(end);
        return of != null && RuntimeNames.isOf(of) ? straightBefore(of) : null;
    }

    /**
     * Tells whether a method is so small that a direct call is worth it, on either side: for a larger one the call costs
     * nothing beside what it does, and what is added at each suspension would make it too large to be compiled.
     */
    public static boolean isSmall(MethodNode method) {
        int suspensions = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            if (intrinsicCalledBy(instruction) != null) {
                suspensions++;
            }
        }
        return method.instructions.size() + (long) suspensions * method.maxLocals <= SMALL;
    }

    /** Returns the line that an instruction belongs to, or 0. */
    public static int lineOf(AbstractInsnNode instruction) {
        for (AbstractInsnNode i = instruction; i != null; i = i.getPrevious()) {
            if (i instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return 0;
    }

    /** Returns the method's first line, or 0. */
    public static int firstLineOf(MethodNode method) {
        for (AbstractInsnNode i : method.instructions) {
            if (i instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return 0;
    }

    /** Returns the instruction that always ran just before: labels that nothing jumps to and lines are skipped. */
    public static @Nullable AbstractInsnNode straightBefore(AbstractInsnNode instruction) {
        AbstractInsnNode i = instruction.getPrevious();
        while (i instanceof LabelNode || i instanceof LineNumberNode) {
            i = i.getPrevious(); // since class files have frames, whatever is jumped to has a FrameNode too
        }
        return i;
    }

    /** Returns the instruction that runs just after, if that is the next one: labels and lines are skipped. */
    public static @Nullable AbstractInsnNode straightAfter(AbstractInsnNode instruction) {
        AbstractInsnNode i = instruction.getNext();
        while (i instanceof LabelNode || i instanceof LineNumberNode) {
            i = i.getNext();
        }
        return i;
    }

    /** Tells whether a method is the one that reads serialized lambdas; it repeats what is reported where these are made. */
    public static boolean readsLambdas(MethodNode method) {
        return method.name.equals("$deserializeLambda$");
    }

    public static void callFrame(MethodVisitor out, FrameMethod method) {
        out.visitMethodInsn(Opcodes.INVOKESTATIC, RuntimeNames.FRAME, method.name(), method.descriptor(), false);
    }

    public static void pushInt(MethodVisitor out, int value) {
        if (value >= -1 && value <= 5) {
            out.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
            out.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
            out.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            out.visitLdcInsn(value);
        }
    }
}
