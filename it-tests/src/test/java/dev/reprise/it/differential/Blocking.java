package dev.reprise.it.differential;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The blocking side: javac's bytecode, with nothing changed but what the intrinsic calls lead to. */
public final class Blocking {

    private static final String RUNTIME = "dev/reprise/Coroutine";
    private static final String HERE = "dev/reprise/it/differential/Blocking";

    private Blocking() {}

    /** Stands for {@link Coroutine#await}. */
    public static <T> T await(Awaitable<T> awaitable) {
        Coroutine<T> awaiter = awaitable.awaiter();
        boolean pending = awaiter.next();
        while (pending) {
            pending = awaiter.next();
        }
        return awaiter.result();
    }

    /** Stands for {@link Coroutine#suspend}; the driver of the other side sends back what was yielded. */
    public static Object suspend(Object value) {
        return value;
    }

    /** Redirects the intrinsic calls of a class to this class. */
    static byte[] twinOf(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return redirecting(super.visitMethod(access, name, descriptor, signature, exceptions));
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static MethodVisitor redirecting(MethodVisitor target) {
        return new MethodVisitor(Opcodes.ASM9, target) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean itf) {
                boolean intrinsic = owner.equals(RUNTIME) && (name.equals("await") || name.equals("suspend"));
                super.visitMethodInsn(opcode, intrinsic ? HERE : owner, name, descriptor, itf);
            }
        };
    }
}
