package dev.reprise.transformer.internal.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.support.Stubs;
import dev.reprise.transformer.support.Zips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class OutputVerifierTest {

    /** Frames with values of many kinds, handlers, arrays, interfaces, a superclass that the JDK has. */
    private static final Map<String, byte[]> CLASSES = Stubs.compile(Map.of("p/Animal", """
            package p;
            interface Named { String name(); }
            abstract class Animal implements Named { }
            class Cat extends Animal { public String name() { return "cat"; } }
            class Tree { }
            class Uses {
                static Animal animal(boolean cat, Animal other, int n, long w, double d) {
                    Animal chosen = cat ? new Cat() : other;
                    for (int i = 0; i < n; i++) {
                        try {
                            w += i;
                            Named named = i % 2 == 0 ? chosen : new Cat();
                            System.out.println(named.name() + d);
                        } catch (IllegalStateException | NullPointerException e) {
                            throw new java.util.ConcurrentModificationException(e.getMessage(), e);
                        }
                    }
                    Object[] all = n > 1 ? new Cat[1] : new Animal[] {chosen};
                    all[0] = new java.util.ArrayList<String>(w > 2 ? null : java.util.List.of());
                    return chosen;
                }
            }
            """));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static byte[] classFile(String name) {
        return Objects.requireNonNull(CLASSES.get(name));
    }

    private static List<Diagnostic> faultsOf(ClassNode node, ClassSource... sources) throws IOException {
        ClassWriter out = new ClassWriter(0);
        node.accept(out);
        return faultsOf(out.toByteArray(), sources);
    }

    private static List<Diagnostic> faultsOf(byte[] classFile, ClassSource... sources) throws IOException {
        try (ClassPath jdk = new ClassPath(List.of())) {
            List<ClassSource> all = new java.util.ArrayList<>(List.of(sources));
            all.add(jdk);
            return new OutputVerifier(all).verify(classFile);
        }
    }

    private static ClassNode uses() {
        return Stubs.read(classFile("p/Uses"));
    }

    /** Makes the method return another type than its instructions give. */
    private static ClassNode returning(String type) {
        ClassNode node = uses();
        MethodNode method = Stubs.method(node, "animal");
        method.desc = method.desc.replace(")Lp/Animal;", ")" + type);
        return node;
    }

    private static void assertOneFault(String message, List<Diagnostic> faults) {
        assertEquals(1, faults.size(), faults::toString);
        Diagnostic fault = faults.get(0);
        assertTrue(fault.isError());
        assertEquals("p.Uses", fault.className());
        assertTrue(fault.message().contains(message), fault::toString);
    }

    @Test
    void whatJavacWritesIsRight() throws IOException {
        for (byte[] classFile : CLASSES.values()) {
            assertEquals(List.of(), faultsOf(classFile, CLASSES::get));
        }
    }

    @Test
    void aWrongClassIsAFaultAtItsLine() throws IOException {
        List<Diagnostic> faults = faultsOf(returning("Lp/Tree;"), CLASSES::get);
        assertOneFault("the rewritten class does not verify: ", faults);
        assertEquals("animal", faults.get(0).method());
        assertEquals("p/Animal.java", faults.get(0).file());
        assertEquals(20, faults.get(0).line());
    }

    @Test
    void aSuperclassAnObjectAndAnInterfaceAreRight() throws IOException {
        for (String type : List.of("Ljava/lang/Object;", "Lp/Named;", "Ljava/util/List;")) {
            assertEquals(List.of(), faultsOf(returning(type), CLASSES::get), type);
        }
    }

    @Test
    void aSubclassIsWrong() throws IOException {
        assertOneFault("p/Cat", faultsOf(returning("Lp/Cat;"), CLASSES::get));
    }

    @Test
    void aClassThatIsNowhereIsRight() throws IOException {
        assertEquals(List.of(), faultsOf(returning("Lgone/Optional;"), CLASSES::get));
        assertEquals(
                List.of(), faultsOf(returning("Lp/Tree;"), name -> name.equals("p/Animal") ? null : CLASSES.get(name)));
    }

    @Test
    void anArrayIsNoClassAndItsElementsCount() throws IOException {
        assertOneFault("[Lp/Animal;", faultsOf(returning("[Lp/Animal;"), CLASSES::get));
        TypeHierarchy hierarchy = new TypeHierarchy(List.of(CLASSES::get));
        assertTrue(hierarchy.isAssignable(Type.getType("[[Lp/Cat;"), Type.getType("[[Lp/Animal;")));
        assertTrue(hierarchy.isAssignable(Type.getType("[[I"), Type.getType("[Ljava/lang/Cloneable;")));
        assertTrue(!hierarchy.isAssignable(Type.getType("[[Lp/Animal;"), Type.getType("[[Lp/Cat;")));
        assertTrue(!hierarchy.isAssignable(Type.getType("[I"), Type.getType("[J")));
        assertTrue(!hierarchy.isAssignable(Type.getType("[I"), Type.getType("Lp/Cat;")));
    }

    @Test
    void aFrameThatDeclaresAnotherClassIsAFault() throws IOException {
        ClassNode node = uses();
        for (AbstractInsnNode each : Stubs.method(node, "animal").instructions) {
            if (each instanceof FrameNode frame) {
                frame.local.replaceAll(type -> "p/Animal".equals(type) ? "p/Tree" : type);
            }
        }
        assertOneFault(
                "local variable 1 of the frame is Lp/Tree;, but can be Lp/Animal;", faultsOf(node, CLASSES::get));
    }

    @Test
    void aFrameThatIsMissingIsAFault() throws IOException {
        ClassNode node = uses();
        MethodNode method = Stubs.method(node, "animal");
        for (AbstractInsnNode each : method.instructions.toArray()) {
            if (each instanceof FrameNode) {
                method.instructions.remove(each);
                break;
            }
        }
        assertOneFault("stack map frame", faultsOf(node, CLASSES::get));
    }

    @Test
    void aHandlerSeesWhatItsRangeHolds() throws IOException {
        ClassNode node = uses();
        MethodNode method = Stubs.method(node, "animal");
        method.tryCatchBlocks.forEach(block -> block.type = "java/lang/Error");
        assertOneFault("stack value 0 of the frame is Ljava/lang/RuntimeException;", faultsOf(node, CLASSES::get));
    }

    @Test
    void aWrongReceiverIsAFault() throws IOException {
        ClassNode node = uses();
        for (AbstractInsnNode each : Stubs.method(node, "animal").instructions) {
            if (each instanceof MethodInsnNode call && call.name.equals("getMessage")) {
                call.owner = "p/Tree";
            }
        }
        assertOneFault("p/Tree", faultsOf(node, CLASSES::get));
    }

    @Test
    void aBrokenStructureIsAFault() throws IOException {
        ClassNode node = uses();
        MethodNode method = Stubs.method(node, "animal");
        method.instructions.insert(new InsnNode(Opcodes.POP));
        assertOneFault("Cannot pop operand off an empty stack", faultsOf(node, CLASSES::get));
    }

    @Test
    void classesAreFoundInFoldersAndJars() throws IOException {
        Path jar = Zips.write(folder.resolve("a.jar"), Map.of("p/Animal.class", classFile("p/Animal")));
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes.resolve("p"));
        Files.write(classes.resolve("p/Tree.class"), classFile("p/Tree"));
        try (ClassPath path = new ClassPath(List.of(folder.resolve("missing"), jar, classes))) {
            assertOneFault("p/Tree", faultsOf(returning("Lp/Tree;"), path));
            assertEquals(null, path.find("p/Cat"));
            assertTrue(path.find("java/sql/Connection") != null, "in a module of the JDK");
        }
    }

    @Test
    void aVersionOfThisJavaWinsInAJarOfMany() throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        entries.put(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        entries.put("p/Animal.class", classFile("p/Tree"));
        entries.put("META-INF/versions/11/p/Animal.class", classFile("p/Animal"));
        Path jar = Zips.write(folder.resolve("a.jar"), entries);
        try (ClassPath path = new ClassPath(List.of(jar))) {
            org.junit.jupiter.api.Assertions.assertArrayEquals(classFile("p/Animal"), path.find("p/Animal"));
        }
    }
}
