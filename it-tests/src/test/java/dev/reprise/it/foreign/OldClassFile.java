package dev.reprise.it.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/** Lifts a class file from before Java 8 to that version, which is the oldest that is transformed: it gets frames. */
final class OldClassFile {

    private OldClassFile() {}

    /** Returns the class file as it is if it is new enough; the loader knows all classes that it uses. */
    static byte[] lifted(byte[] classFile, ClassLoader loader) {
        ClassReader reader = new ClassReader(classFile);
        if ((reader.readShort(6) & 0xFFFF) >= Opcodes.V1_8) {
            return classFile;
        }
        ClassWriter out = new FrameWriter(loader);
        reader.accept(new Lift(out), ClassReader.SKIP_FRAMES);
        return out.toByteArray();
    }

    private static final class Lift extends ClassVisitor {

        Lift(ClassVisitor out) {
            super(Opcodes.ASM9, out);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new JSRInlinerAdapter(out, access, name, descriptor, signature, exceptions);
        }
    }

    /** Computes frames from class files alone, so that nothing is initialised or defined. */
    private static final class FrameWriter extends ClassWriter {

        private static final String OBJECT = "java/lang/Object";

        private final ClassLoader loader;

        FrameWriter(ClassLoader loader) {
            super(COMPUTE_FRAMES);
            this.loader = loader;
        }

        @Override
        protected String getCommonSuperClass(String first, String second) {
            Set<String> supers = new HashSet<>();
            for (@Nullable String name = first; name != null; name = superOf(name)) {
                supers.add(name);
            }
            String common = second;
            while (!supers.contains(common)) {
                common = Objects.requireNonNullElse(superOf(common), OBJECT);
            }
            return common;
        }

        private @Nullable String superOf(String name) {
            if (name.equals(OBJECT)) {
                return null;
            }
            try (InputStream file = loader.getResourceAsStream(name + ".class")) {
                return new ClassReader(Objects.requireNonNull(file, name)).getSuperName();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
