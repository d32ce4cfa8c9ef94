package dev.reprise.it.diagnostics;

import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Options;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Class files as no compiler writes them. */
final class ClassFiles {

    private ClassFiles() {}

    /** Returns a class file with a change. */
    static byte[] edited(byte[] classFile, Consumer<ClassNode> change) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        change.accept(node);
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        node.accept(out);
        return out.toByteArray();
    }

    /** Returns a class as the transformer rewrites it, without its frame classes. */
    static byte[] rewritten(byte[] classFile) {
        return new AsyncTransformer(Options.defaults())
                .transform(classFile)
                .classes()
                .values()
                .iterator()
                .next();
    }

    /** Has the mark of a rewritten class say that it was rewritten by a version with another ABI. */
    static void markForAnotherAbi(ClassNode node) {
        AnnotationNode mark = node.invisibleAnnotations.get(0);
        mark.values = List.of("version", "0.0.1", "abi", 0);
    }

    /** Removes the annotations of the class, with the mark of a rewritten one, as shrinkers do. */
    static void dropMark(ClassNode node) {
        node.invisibleAnnotations = null;
    }

    /** Puts a text between the two references to each new object, until its constructor has been called. */
    static void copyCreations(ClassNode node) {
        for (MethodNode method : node.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction.getOpcode() == Opcodes.DUP
                        && instruction.getPrevious().getOpcode() == Opcodes.NEW) {
                    method.instructions.insert(instruction, new InsnNode(Opcodes.SWAP));
                    method.instructions.insert(instruction, new LdcInsnNode("between"));
                } else if (instruction instanceof MethodInsnNode call
                        && call.name.equals("<init>")
                        && !method.name.equals("<init>")) {
                    method.instructions.insert(call, new InsnNode(Opcodes.POP));
                }
            }
        }
    }

    /** Removes what methods load from their second variable, so that the stack lacks it. */
    static void dropLoads(ClassNode node) {
        for (MethodNode method : node.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction.getOpcode() == Opcodes.ALOAD && ((VarInsnNode) instruction).var == 1) {
                    method.instructions.remove(instruction);
                }
            }
        }
    }
}
