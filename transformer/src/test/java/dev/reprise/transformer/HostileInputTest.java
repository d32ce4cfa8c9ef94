package dev.reprise.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.AsyncTransformer.Result;
import dev.reprise.transformer.support.Stubs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Class files that no compiler writes: each is answered with what is wrong with it, and nothing is thrown. */
class HostileInputTest {

    private static final AsyncTransformer TRANSFORMER = new AsyncTransformer(Options.defaults());

    private static final String ADD = "@Async Coroutine<Integer> add(int n) { return of(n + await(of(1))); }\n";
    private static final String TWICE = ADD + ADD.replace("add", "more");

    private static byte[] write(ClassNode node) {
        ClassWriter out = new ClassWriter(0);
        node.accept(out);
        return out.toByteArray();
    }

    /** Returns what is said of a class after a change. */
    private static Result transform(String members, Consumer<ClassNode> change) {
        ClassNode node = Stubs.read(Stubs.compile("Sums", members));
        change.accept(node);
        return TRANSFORMER.transform(write(node));
    }

    private static Diagnostic onlyError(Result result) {
        assertEquals(1, result.diagnostics().size(), () -> result.diagnostics().toString());
        Diagnostic error = result.diagnostics().get(0);
        assertTrue(error.isError());
        assertEquals(Map.of(), result.classes());
        return error;
    }

    private static void assertContains(String expected, String text) {
        assertTrue(text.contains(expected), text);
    }

    private static MethodNode add(ClassNode node) {
        return Stubs.method(node, "add");
    }

    private static AbstractInsnNode instruction(MethodNode method, int opcode) {
        for (AbstractInsnNode each : method.instructions) {
            if (each.getOpcode() == opcode) {
                return each;
            }
        }
        throw new IllegalArgumentException("no instruction " + opcode);
    }

    @Test
    void bytesThatAreNoClassFile() {
        Diagnostic error = onlyError(
                TRANSFORMER.transform("dev/reprise/Coroutine is mentioned here".getBytes(StandardCharsets.UTF_8)));
        assertEquals("(unreadable)", error.className());
        assertContains("no class file", error.message());
        assertContains("from clean", error.remedy());
        assertEquals(0, error.line());
    }

    @Test
    void bytesThatMentionNothingAreNoConcern() {
        assertEquals(List.of(), TRANSFORMER.transform(new byte[0]).diagnostics());
        byte[] cutOff = Arrays.copyOf(Stubs.compile("Plain", "int add(int n) { return n; }"), 100);
        assertEquals(List.of(), TRANSFORMER.transform(cutOff).diagnostics());
    }

    @Test
    @SuppressWarnings("NullAway") // the fault under test
    void nullIsAFaultOfTheCaller() {
        assertThrows(NullPointerException.class, () -> TRANSFORMER.transform(null));
    }

    @Test
    void aClassFileThatIsCutOffIsNamed() {
        Diagnostic error = onlyError(TRANSFORMER.transform(Arrays.copyOf(Stubs.compile("Sums", ADD), 700)));
        assertEquals("Sums", error.className());
        assertContains("is cut off (at byte", error.message());
    }

    @Test
    void aVersionThatIsTooNew() {
        byte[] classFile = Stubs.compile("Sums", ADD);
        classFile[7] = 99;
        Diagnostic error = onlyError(TRANSFORMER.transform(classFile));
        assertContains("class file version 99", error.message());
        assertContains("newer version of Reprise", error.remedy());
    }

    /** The operand of the return is gone: the analysis finds nothing on the stack. */
    @Test
    void inconsistentCodeIsAnErrorOfItsMethod() {
        Result result = transform(
                TWICE,
                node -> node.methods.stream()
                        .filter(method -> !method.name.equals("<init>"))
                        .forEach(method -> method.instructions.remove(instruction(method, Opcodes.ILOAD))));
        assertEquals(
                List.of("add", "more"),
                result.diagnostics().stream().map(Diagnostic::method).toList());
        Diagnostic error = result.diagnostics().get(0);
        assertContains("inconsistent", error.message());
        assertContains("if the JVM accepts the class as it is, the fault is one of Reprise", error.remedy());
        assertEquals(4, error.line());
    }

    @Test
    void codeWithoutFrames() {
        String loop = "@Async Coroutine<Integer> add(int n) { while (n < 9) n += await(of(1)); return of(n); }";
        Diagnostic error = onlyError(transform(loop, node -> {
            for (AbstractInsnNode each : add(node).instructions) {
                if (each instanceof FrameNode) {
                    add(node).instructions.remove(each);
                }
            }
        }));
        assertContains("in method add(I)Ldev/reprise/Coroutine;: the code", error.message());
        assertContains("no stack map frame", error.message());
    }

    @Test
    void subroutinesAreOfBeforeJava7() {
        Consumer<ClassNode> subroutine = node -> {
            LabelNode target = new LabelNode();
            InsnList code = add(node).instructions;
            code.add(target);
            code.add(new VarInsnNode(Opcodes.ASTORE, 3));
            code.add(new VarInsnNode(Opcodes.RET, 3));
            code.insert(new JumpInsnNode(Opcodes.JSR, target));
            add(node).maxLocals = 4;
        };
        assertContains("subroutine", onlyError(transform(ADD, subroutine)).message());
        Result old = transform(ADD, subroutine.andThen(node -> node.version = Opcodes.V1_5));
        assertContains("older than Java 8", onlyError(old).message());
    }

    @Test
    void constructorsAndInitialisersThatAreAnnotated() {
        AnnotationNode async = new AnnotationNode("Ldev/reprise/Async;");
        Result result = transform("static int n = 3;", node -> {
            node.methods.forEach(method -> method.invisibleAnnotations = List.of(async));
        });
        assertEquals(
                Set.of("<init>", "<clinit>"),
                result.diagnostics().stream().map(Diagnostic::method).collect(Collectors.toSet()));
        assertContains("must return", result.diagnostics().get(0).message());
    }

    @Test
    void anAnnotationWithJunkIsStillTheAnnotation() {
        Result result = transform(ADD, node -> {
            AnnotationNode async = new AnnotationNode("Ldev/reprise/Async;");
            async.values = List.of("value", "junk", "async", 3);
            add(node).invisibleAnnotations = List.of(async, async);
        });
        assertEquals(List.of(), result.diagnostics());
        assertEquals(2, result.classes().size());
    }

    @Test
    void aMethodWithoutCode() {
        Diagnostic error =
                onlyError(transform(ADD, node -> add(node).instructions.clear()));
        assertContains("0 Code attributes in method add", error.message());
    }

    @Test
    void modulesAndPackagesAreLeftAlone() {
        ClassWriter module = new ClassWriter(0);
        module.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
        module.visitModule("some.module", 0, null).visitPackage("dev/reprise/none");
        assertEquals(List.of(), TRANSFORMER.transform(module.toByteArray()).diagnostics());

        ClassWriter packageInfo = new ClassWriter(0);
        int access = Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNTHETIC;
        packageInfo.visit(Opcodes.V17, access, "dev/reprise/none/package-info", null, "java/lang/Object", null);
        packageInfo.visitAnnotation("Ldev/reprise/Async;", false).visitEnd();
        assertEquals(List.of(), TRANSFORMER.transform(packageInfo.toByteArray()).diagnostics());
    }

    @Test
    void aClassWithoutSuperclass() {
        assertContains(
                "no super class",
                onlyError(transform(ADD, node -> node.superName = null)).message());
    }

    @Test
    void aMarkThatSaysNothingOfUse() {
        for (List<Object> values : List.<List<Object>>of(
                List.of(),
                List.of("abi", "1"),
                List.of("version", "abi"),
                List.of("version", 3, "abi", 1L, "x", "y"))) {
            Diagnostic error = onlyError(transform(ADD, node -> {
                AnnotationNode mark = new AnnotationNode("Ldev/reprise/Transformed;");
                mark.values = values;
                node.invisibleAnnotations = List.of(mark);
            }));
            assertContains("for ABI 0", error.message());
        }
    }

    /** As a shrinker does it: the mark is gone, and the method still annotated. */
    @Test
    void aRewrittenClassThatHasLostItsMark() {
        byte[] rewritten = Objects.requireNonNull(
                TRANSFORMER.transform(Stubs.compile("Sums", ADD)).classes().get("Sums"));
        ClassNode node = Stubs.read(rewritten);
        node.invisibleAnnotations = null;
        Diagnostic error = onlyError(TRANSFORMER.transform(write(node)));
        assertEquals("add", error.method());
        assertContains("transformed before", error.message());
    }

    @Test
    void twoMethodsThatAreOne() {
        Result result = transform(ADD, node -> node.methods.add(add(node)));
        assertFalse(result.hasErrors());
    }

    @Test
    void namesThatNoFileCanHave() {
        String odd = "a\0b\\c:d*e\"f|g\ud800h\ni $\u00e4";
        Result result = transform(ADD, node -> add(node).name = odd);
        assertEquals(List.of(), result.diagnostics());
        assertEquals(
                Set.of("Sums", "Sums$a_b_c_d_e_f_g_h_i__\u00e4$async$0"),
                result.classes().keySet());
    }

    @Test
    void aLongNameMakesNoLongFileName() {
        Result result = transform(ADD, node -> add(node).name = "n".repeat(5_000));
        assertEquals(List.of(), result.diagnostics());
        assertEquals(
                Set.of("Sums", "Sums$" + "n".repeat(100) + "$async$0"),
                result.classes().keySet());
    }

    @Test
    void namesThatAreTooLongForWhatIsAdded() {
        Diagnostic error = onlyError(transform(ADD, node -> add(node).name = "n".repeat(65_535)));
        assertContains("65548 characters", error.message());
        assertContains("shorter", error.remedy());
    }

    @Test
    void aConstantPoolWithoutRoom() {
        int taken = new ClassReader(Stubs.compile("Sums", ADD)).getItemCount();
        int most = (65_530 - taken) / 2; // a name and a class each
        Diagnostic error = onlyError(transform(
                ADD,
                node -> node.interfaces =
                        IntStream.range(0, most).mapToObj(i -> "I" + i).toList()));
        assertContains("constants, a class file allows 65,535", error.message());
    }

    @Test
    void aMethodThatHasAllVariablesThereAre() {
        Diagnostic error = onlyError(transform(ADD, node -> add(node).maxLocals = 65_535));
        assertContains("too many instructions and variables", error.message());
    }

    @Test
    void aMethodWithTooManyVariablesForItsInstructions() {
        Diagnostic error = onlyError(transform(ADD, node -> {
            for (int i = 0; i < 2_000; i++) {
                add(node).instructions.insert(new InsnNode(Opcodes.NOP));
            }
            add(node).maxLocals = 60_000;
        }));
        assertContains("too many instructions and variables", error.message());
    }

    @Test
    void aMethodWithTooDeepAStack() {
        Diagnostic error = onlyError(transform(ADD, node -> {
            for (int i = 0; i < 20_000; i++) {
                add(node).instructions.insert(new InsnNode(Opcodes.ICONST_0));
            }
            add(node).maxStack = 20_004;
        }));
        assertContains("too many instructions and variables", error.message());
    }

    @Test
    void aMethodThatSuspendsTooOftenWithTooMuchOnTheStack() {
        Diagnostic error = onlyError(transform(ADD, node -> {
            for (int i = 0; i < 1_500; i++) {
                add(node).instructions.insert(suspension());
            }
            for (int i = 0; i < 1_500; i++) {
                add(node).instructions.insert(new InsnNode(Opcodes.ICONST_0));
            }
            add(node).maxStack = 1_504;
        }));
        assertContains("too many instructions and variables at suspensions", error.message());
    }

    @Test
    void aMethodThatIsWrittenFromItsEnd() {
        Diagnostic error = onlyError(transform(ADD, node -> goBackOften(add(node).instructions, "Sums")));
        assertContains("too many instructions and jumps back", error.message());
    }

    /** Where it would take too long to find out whether a coroutine is awaited, nothing is said. */
    @Test
    void aMethodThatIsWrittenFromItsEndAndIsNotAsync() {
        String dropping = """
                @Async static Coroutine<Integer> make() { return Coroutine.of(1); }
                int drop(int n) { Coroutine<Integer> made = make(); return n; }
                """;
        Result result = transform(dropping, node -> goBackOften(Stubs.method(node, "drop").instructions, "Sums"));
        assertEquals(List.of(), result.diagnostics());
        assertEquals(1, transform(dropping, node -> {}).diagnostics().size());
    }

    /** Adds jumps to one another, so that what is live at the beginning reaches the end one jump a pass. */
    private static void goBackOften(InsnList code, String owner) {
        LabelNode previous = new LabelNode();
        code.insert(previous);
        code.insert(previous, frame(owner));
        for (int i = 0; i < 10_000; i++) {
            LabelNode next = new LabelNode();
            code.add(next);
            code.add(frame(owner));
            code.add(new JumpInsnNode(Opcodes.GOTO, previous));
            previous = next;
        }
    }

    private static FrameNode frame(String owner) {
        return new FrameNode(Opcodes.F_NEW, 2, new Object[] {owner, Opcodes.INTEGER}, 0, new Object[0]);
    }

    private static InsnList suspension() {
        InsnList suspend = new InsnList();
        suspend.add(new InsnNode(Opcodes.ACONST_NULL));
        suspend.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC, "dev/reprise/Coroutine", "suspend", "(Ljava/lang/Object;)Ljava/lang/Object;"));
        suspend.add(new InsnNode(Opcodes.POP));
        return suspend;
    }

    @Test
    void aMethodWithTooManyReturnsToTraceBack() {
        Diagnostic error = onlyError(transform(
                "@Async static Coroutine<Integer> add(Coroutine<Integer> c) { return c; }", node -> {
                    InsnList code = add(node).instructions;
                    for (int i = 0; i < 6_000; i++) {
                        code.add(new FrameNode(
                                Opcodes.F_NEW, 1, new Object[] {"dev/reprise/Coroutine"}, 0, new Object[0]));
                        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
                        code.add(new InsnNode(Opcodes.ARETURN));
                    }
                }));
        assertContains("too many instructions and returns", error.message());
    }

    @Test
    void debugInformationWithTooManyScopes() {
        Diagnostic error = onlyError(transform(ADD, node -> {
            MethodNode add = add(node);
            for (int i = 0; i < 10_000; i++) {
                add.instructions.insert(new InsnNode(Opcodes.NOP));
            }
            LabelNode start = new LabelNode();
            LabelNode end = new LabelNode();
            add.instructions.insert(start);
            add.instructions.add(end);
            for (int i = 0; i < 30_000; i++) {
                add.localVariables.add(new LocalVariableNode("n", "I", null, start, end, 1));
            }
        }));
        assertContains("too many instructions and scopes", error.message());
    }

    @Test
    void aMethodWithTooManyExceptionRangesAroundTheSame() {
        Diagnostic error = onlyError(transform(ADD, node -> {
            MethodNode add = add(node);
            LabelNode start = new LabelNode();
            LabelNode handler = new LabelNode();
            add.instructions.insert(start);
            add.instructions.add(handler);
            Object[] caught = {"java/lang/Throwable"};
            add.instructions.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, caught));
            add.instructions.add(new InsnNode(Opcodes.ATHROW));
            for (int i = 0; i < 40_000; i++) {
                add.tryCatchBlocks.add(new TryCatchBlockNode(start, handler, handler, null));
            }
        }));
        assertContains("too many instructions and exception ranges", error.message());
    }

    /** Each await divides each range around it. */
    @Test
    void suspensionsThatMakeTooManyExceptionRanges() {
        int awaits = 300;
        Diagnostic error = onlyError(transform(ADD, node -> {
            MethodNode add = add(node);
            LabelNode start = new LabelNode();
            LabelNode end = new LabelNode();
            add.instructions.insert(end);
            for (int i = 0; i < awaits; i++) {
                add.instructions.insert(suspension());
            }
            add.instructions.insert(start);
            LabelNode handler = new LabelNode();
            add.instructions.add(handler);
            Object[] caught = {"java/lang/Throwable"};
            add.instructions.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, caught));
            add.instructions.add(new InsnNode(Opcodes.ATHROW));
            for (int i = 0; i < 300; i++) {
                add.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
            }
        }));
        assertContains("90300 exception ranges", error.message());
        assertContains("methods of their own", error.remedy());
    }

    /** What is copied may become larger: a constant that a short instruction could name is now one of the later ones. */
    @Test
    void anotherMethodThatNoLongerFits() {
        ClassNode node = Stubs.read(Stubs.compile("Sums", ADD));
        MethodNode full = new MethodNode(Opcodes.ACC_STATIC, "full", "()V", null, null);
        for (int i = 0; i < 21_844; i++) {
            full.visitLdcInsn("text");
            full.visitInsn(Opcodes.POP);
        }
        full.visitInsn(Opcodes.RETURN);
        full.visitMaxs(1, 0);
        node.methods.add(full);
        byte[] last = new byte[0];
        try {
            for (int i = 0; i < 256; i++) {
                last = write(node);
                node.fields.add(new FieldNode(0, "field" + i, "I", null, null));
            }
        } catch (MethodTooLargeException e) {
            assertContains(
                    "method full has", onlyError(TRANSFORMER.transform(last)).message());
            return;
        }
        throw new AssertionError("a constant pool of any size leaves the method as it is");
    }
}
