package dev.reprise.transformer.internal.asm;

import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Every name of the runtime that the transformer knows; it knows the runtime in no other way. */
public final class RuntimeNames {

    /** What the constant pool of every class that uses the runtime's protocol contains. */
    public static final String PACKAGE_PREFIX = "dev/reprise/";

    public static final String ASYNC_DESCRIPTOR = "Ldev/reprise/Async;";
    public static final String TRANSFORMED_DESCRIPTOR = "Ldev/reprise/Transformed;";
    public static final String GENERATED_DESCRIPTOR = "Ldev/reprise/Transformed$Generated;";

    public static final String SUPPRESS_DESCRIPTOR = "Ldev/reprise/SuppressAsyncWarnings;";

    public static final String AWAITABLE = "dev/reprise/Awaitable";
    public static final String COROUTINE = "dev/reprise/Coroutine";
    public static final String GENERATOR = "dev/reprise/Generator";
    public static final String ASYNC_GENERATOR = "dev/reprise/AsyncGenerator";
    public static final String FRAME = "dev/reprise/AsyncFrame";

    /** The number of {@code AsyncFrame}'s interface that generated code is written for. */
    public static final int ABI = 4;

    private static final String COROUTINE_DESCRIPTOR = "L" + COROUTINE + ";";
    private static final String FRAME_DESCRIPTOR = "L" + FRAME + ";";
    private static final String OBJECT_DESCRIPTOR = "Ljava/lang/Object;";

    /** A static method of {@code AsyncFrame}, called by generated code. */
    public record FrameMethod(String name, String descriptor) {}

    public static final FrameMethod BEGIN =
            new FrameMethod("begin", "(L" + AWAITABLE + ";" + FRAME_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR);
    /** The same in a body that can be called directly. */
    public static final FrameMethod BEGIN_BELOW =
            new FrameMethod("begin", "(L" + AWAITABLE + ";" + FRAME_DESCRIPTOR + "I)" + OBJECT_DESCRIPTOR);

    public static final FrameMethod BEGIN_TAIL =
            new FrameMethod("beginTail", "(" + COROUTINE_DESCRIPTOR + FRAME_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR);
    public static final FrameMethod BEGIN_TAIL_BELOW =
            new FrameMethod("beginTail", "(" + COROUTINE_DESCRIPTOR + FRAME_DESCRIPTOR + "I)" + OBJECT_DESCRIPTOR);
    public static final FrameMethod NESTING = new FrameMethod("nesting", "(" + FRAME_DESCRIPTOR + ")I");
    public static final FrameMethod DEEPER = new FrameMethod("deeper", "(I)I");
    public static final FrameMethod HAND_OVER =
            new FrameMethod("handOver", "(" + COROUTINE_DESCRIPTOR + FRAME_DESCRIPTOR + ")V");
    public static final FrameMethod HANDED_OVER =
            new FrameMethod("handedOver", "(" + FRAME_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR);
    public static final FrameMethod IS_SUSPENDED_INT = new FrameMethod("isSuspended", "(I" + FRAME_DESCRIPTOR + ")Z");
    public static final FrameMethod IS_SUSPENDED_LONG = new FrameMethod("isSuspended", "(J" + FRAME_DESCRIPTOR + ")Z");
    public static final FrameMethod IS_SUSPENDED_DOUBLE =
            new FrameMethod("isSuspended", "(D" + FRAME_DESCRIPTOR + ")Z");
    public static final FrameMethod ENDED = new FrameMethod("ended", "(" + OBJECT_DESCRIPTOR + FRAME_DESCRIPTOR + ")Z");

    public static final FrameMethod ENDED_WITH_INT = new FrameMethod("ended", "(I" + FRAME_DESCRIPTOR + ")Z");
    public static final FrameMethod ENDED_WITH_LONG = new FrameMethod("ended", "(J" + FRAME_DESCRIPTOR + ")Z");
    public static final FrameMethod ENDED_WITH_DOUBLE = new FrameMethod("ended", "(D" + FRAME_DESCRIPTOR + ")Z");

    /** The constant of {@code AsyncFrame} that a body returns that was called directly and has been suspended. */
    public static final String SUSPENDED = "SUSPENDED";

    public static final String SUSPENDED_DESCRIPTOR = OBJECT_DESCRIPTOR;

    /** The same of bodies that return an int or a long; a result may have the same value. */
    public static final int SUSPENDED_INT = 0x9D5A_C3E7;

    public static final long SUSPENDED_LONG = 0x9D5A_C3E7_4B1F_6821L;
    public static final double SUSPENDED_DOUBLE = -0x1.5ac3e74b1f682p-777;

    public static final FrameMethod RESULT_OF =
            new FrameMethod("resultOf", "(" + OBJECT_DESCRIPTOR + FRAME_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR);
    public static final FrameMethod SUSPEND_ON =
            new FrameMethod("suspendOn", "(" + OBJECT_DESCRIPTOR + FRAME_DESCRIPTOR + "I)V");
    public static final FrameMethod SUSPEND_WITH =
            new FrameMethod("suspendWith", "(" + OBJECT_DESCRIPTOR + FRAME_DESCRIPTOR + "I)V");
    public static final FrameMethod RESUMED =
            new FrameMethod("resumed", "(" + FRAME_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR);
    public static final FrameMethod RECEIVED =
            new FrameMethod("received", "(" + FRAME_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR);
    public static final FrameMethod TAKE = new FrameMethod("take", "(" + OBJECT_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR);
    public static final FrameMethod FINISH =
            new FrameMethod("finish", "(" + OBJECT_DESCRIPTOR + FRAME_DESCRIPTOR + ")Z");
    public static final FrameMethod FINISH_WITH =
            new FrameMethod("finishWith", "(" + OBJECT_DESCRIPTOR + FRAME_DESCRIPTOR + ")Z");
    public static final FrameMethod GENERATOR_OF =
            new FrameMethod("generator", "(" + FRAME_DESCRIPTOR + ")L" + GENERATOR + ";");
    public static final FrameMethod ASYNC_GENERATOR_OF =
            new FrameMethod("asyncGenerator", "(" + FRAME_DESCRIPTOR + ")L" + ASYNC_GENERATOR + ";");
    public static final FrameMethod CHECK_ABI = new FrameMethod("checkAbi", "(ILjava/lang/String;)V");

    /** The class whose method {@code link} links direct calls of methods of other classes. */
    public static final String LINKED_CALL = "dev/reprise/LinkedCall";

    public static final String LINK = "link";
    public static final String LINK_DESCRIPTOR =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/Class;)"
                    + "Ljava/lang/invoke/CallSite;";

    /** The runtime's packages, without {@link #PACKAGE_PREFIX}. */
    private static final Set<String> PACKAGES =
            Set.of("", "loop/", "task/", "scope/", "sync/", "io/", "interop/", "internal/", "junit/");

    /** {@code step(int point)}, {@code release()} and {@code source()}, all protected: what a frame class implements. */
    public static final String STEP = "step";

    public static final String STEP_DESCRIPTOR = "(I)Z";
    public static final String RELEASE = "release";
    public static final String RELEASE_DESCRIPTOR = "()V";
    public static final String SOURCE = "source";
    public static final String SOURCE_DESCRIPTOR = "()Ljava/lang/String;";

    /** The calls that are replaced. */
    public enum Intrinsic {
        AWAIT(COROUTINE, "await", "(L" + AWAITABLE + ";)" + OBJECT_DESCRIPTOR),
        SUSPEND(COROUTINE, "suspend", "(" + OBJECT_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR),
        EMIT(GENERATOR, "emit", "(" + OBJECT_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR),
        /** The same as {@link #EMIT}: the two stand for one another. */
        ASYNC_EMIT(ASYNC_GENERATOR, "emit", "(" + OBJECT_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR);

        private final String owner;
        private final String method;
        private final String descriptor;

        Intrinsic(String owner, String method, String descriptor) {
            this.owner = owner;
            this.method = method;
            this.descriptor = descriptor;
        }

        /** Tells whether an instruction calls this intrinsic; another signature is another method, of another runtime. */
        boolean isCalledBy(MethodInsnNode call) {
            return isNamedBy(call.owner, call.name) && call.desc.equals(descriptor);
        }

        public String method() {
            return method;
        }

        /** Returns a new call of it. */
        public MethodInsnNode call() {
            return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
        }

        public boolean emits() {
            return this == EMIT || this == ASYNC_EMIT;
        }

        /** Tells whether a symbolic reference names this intrinsic. */
        public boolean isNamedBy(String referencedOwner, String referencedName) {
            return owner.equals(referencedOwner) && method.equals(referencedName);
        }
    }

    /** The classes with a static method {@code interrupt()}. */
    private static final Set<String> GIVING_WAY = Set.of(PACKAGE_PREFIX + "Reprise", PACKAGE_PREFIX + "task/Sleep");

    private static final Set<String> TYPES_OF_ASYNC =
            Set.of(COROUTINE, GENERATOR, ASYNC_GENERATOR, AWAITABLE, "java/lang/Iterable", "java/lang/Object");

    private RuntimeNames() {}

    /** Tells whether the instruction builds a completed coroutine from the value on the stack. */
    public static boolean isOf(AbstractInsnNode instruction) {
        return isOf(instruction, COROUTINE);
    }

    private static boolean isOf(AbstractInsnNode instruction, String owner) {
        return isStaticCall(instruction, owner, "of", "(" + OBJECT_DESCRIPTOR + ")" + COROUTINE_DESCRIPTOR);
    }

    /** Tells whether the instruction builds a completed coroutine, or generator, from nothing. */
    public static boolean isDone(AbstractInsnNode instruction) {
        return isStaticCall(instruction, COROUTINE, "done", "()" + COROUTINE_DESCRIPTOR)
                || isStaticCall(instruction, GENERATOR, "done", "()L" + GENERATOR + ";")
                || isStaticCall(instruction, ASYNC_GENERATOR, "done", "()L" + ASYNC_GENERATOR + ";");
    }

    /** Tells whether a call makes a coroutine that suspends once, with null. */
    public static boolean givesWay(MethodInsnNode call) {
        return call.desc.equals("()" + COROUTINE_DESCRIPTOR)
                && ((call.owner.equals(COROUTINE) && call.name.equals("suspendOnce"))
                        || (GIVING_WAY.contains(call.owner) && call.name.equals("interrupt")));
    }

    /** Tells whether a class is one of the runtime's. */
    public static boolean isOfRuntime(String internalName) {
        return internalName.startsWith(PACKAGE_PREFIX)
                && PACKAGES.contains(
                        internalName.substring(PACKAGE_PREFIX.length(), internalName.lastIndexOf('/') + 1));
    }

    /** Tells whether a method of this name builds a completed coroutine. */
    public static boolean isComplete(String owner, String name) {
        return owner.equals(COROUTINE) && (name.equals("of") || name.equals("done"));
    }

    /**
     * Tells whether a call of a static method that its class only inherits is one of a method of {@code Coroutine}. If that
     * is not the superclass itself, only signatures that name the runtime are certain enough.
     */
    public static boolean isInheritable(MethodInsnNode call, String superName) {
        return superName.equals(COROUTINE)
                || isOf(call, call.owner)
                || isStaticCall(call, call.owner, "done", "()" + COROUTINE_DESCRIPTOR)
                || isStaticCall(
                        call, call.owner, Intrinsic.AWAIT.method(), "(L" + AWAITABLE + ";)" + OBJECT_DESCRIPTOR);
    }

    /** Tells whether a call has all of {@code Coroutine.suspend} but the class. */
    public static boolean looksLikeSuspend(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESTATIC
                && isStaticCall(
                        call,
                        call.owner,
                        Intrinsic.SUSPEND.method(),
                        "(" + OBJECT_DESCRIPTOR + ")" + OBJECT_DESCRIPTOR);
    }

    private static boolean isStaticCall(AbstractInsnNode instruction, String owner, String name, String descriptor) {
        return instruction instanceof MethodInsnNode call
                && call.owner.equals(owner)
                && call.name.equals(name)
                && call.desc.equals(descriptor);
    }

    /** Tells whether a method may be overridden by an {@code @Async} one: it returns one of the async types or of theirs. */
    public static boolean returnsTypeOfAsync(String descriptor) {
        Type type = Type.getReturnType(descriptor);
        return type.getSort() == Type.OBJECT && TYPES_OF_ASYNC.contains(type.getInternalName());
    }

    /** Tells whether a method of this descriptor returns something that can be awaited or iterated after rewriting. */
    public static boolean returnsAsyncType(String descriptor) {
        return returnsCoroutine(descriptor) || returnsGenerator(descriptor) || returnsAsyncGenerator(descriptor);
    }

    public static boolean returnsCoroutine(String descriptor) {
        return returns(descriptor, COROUTINE);
    }

    public static boolean returnsGenerator(String descriptor) {
        return returns(descriptor, GENERATOR);
    }

    public static boolean returnsAsyncGenerator(String descriptor) {
        return returns(descriptor, ASYNC_GENERATOR);
    }

    private static boolean returns(String descriptor, String internalName) {
        Type type = Type.getReturnType(descriptor);
        return type.getSort() == Type.OBJECT && type.getInternalName().equals(internalName);
    }
}
