package dev.reprise.it.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.support.InMemoryCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Both verifiers look at each class, and no static initialiser runs. */
class VerificationTest {

    private static final String SOURCE =
            "class Trial { static { if (true) throw new Error(); } static Object value() { return null; } }";

    @TempDir
    private Path folder;

    @Test
    void aSoundClassHasNoFaults() throws IOException {
        Files.write(
                folder.resolve("Trial.class"), InMemoryCompiler.compile(SOURCE).get("Trial"));
        assertEquals(List.of(), Verification.faults(List.of("Trial"), List.of(folder)));
    }

    @Test
    void eachVerifierFindsTheFault() throws IOException {
        Files.write(folder.resolve("Trial.class"), returningAnInt());
        List<String> faults = Verification.faults(List.of("Trial"), List.of(folder));
        assertEquals(2, faults.size(), faults::toString);
        assertTrue(faults.get(0).contains("AnalyzerException"), faults::toString);
        assertTrue(faults.get(1).contains("VerifyError"), faults::toString);
    }

    private static byte[] returningAnInt() {
        ClassNode node = new ClassNode();
        new ClassReader(InMemoryCompiler.compile(SOURCE).get("Trial")).accept(node, 0);
        for (MethodNode method : node.methods) {
            if (method.name.equals("value")) {
                method.instructions.clear();
                method.visitInsn(Opcodes.ICONST_0);
                method.visitInsn(Opcodes.ARETURN);
            }
        }
        ClassWriter out = new ClassWriter(0);
        node.accept(out);
        return out.toByteArray();
    }
}
