package dev.reprise.transformer.internal.read;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.support.Stubs;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Each case is one that ASM would read for ages, allocate for without bounds, or overflow its stack on. */
class ClassFileCheckTest {

    private static final Handle BOOTSTRAP =
            new Handle(Opcodes.H_INVOKESTATIC, "Other", "make", "(Ljava/lang/Object;)Ljava/lang/Object;", false);

    private static final String MEMBERS = """
            @Deprecated long field = 3;
            @Async Coroutine<Integer> add(int n, Object o) {
                try {
                    for (int i = 0; i < 3; i++) n += await(of(i));
                    switch (n) { case 1: case 2: case 3: n = 7; }
                    switch (o.toString()) { case "a": n = 8; }
                    Runnable r = () -> System.out.println(o);
                    return of(n);
                } catch (IllegalStateException e) {
                    return of(new int[2][3].length);
                }
            }
            record Pair(int a, @Deprecated String b) {}
            """;

    private static byte[] classWith(Consumer<ClassWriter> members) {
        ClassWriter out = new ClassWriter(0);
        out.visit(Opcodes.V17, Opcodes.ACC_SUPER, "Made", null, "java/lang/Object", null);
        members.accept(out);
        return out.toByteArray();
    }

    private static byte[] classWithCode(Consumer<MethodVisitor> code) {
        return classWith(out -> {
            MethodVisitor method = out.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
            code.accept(method);
            method.visitInsn(Opcodes.RETURN);
            method.visitMaxs(2, 2);
        });
    }

    private static void assertSound(byte[] classFile) {
        assertDoesNotThrow(() -> ClassFileCheck.check(classFile));
    }

    private static void assertFault(String expected, byte[] classFile) {
        MalformedClassException fault =
                assertThrows(MalformedClassException.class, () -> ClassFileCheck.check(classFile));
        assertTrue(fault.getMessage().contains(expected), fault::getMessage);
    }

    /** Replaces the only occurrence of some bytes, all of them given as hexadecimal digits. */
    private static byte[] patch(byte[] classFile, String old, String now) {
        String text = hex(classFile);
        int at = text.indexOf(old);
        assertTrue(at % 2 == 0 && text.indexOf(old, at + 1) < 0, () -> old + " in " + text);
        String patched = text.replace(old, now);
        ByteBuffer bytes = ByteBuffer.allocate(patched.length() / 2);
        for (int i = 0; i < patched.length(); i += 2) {
            bytes.put((byte) Integer.parseInt(patched.substring(i, i + 2), 16));
        }
        return bytes.array();
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            text.append("%02x".formatted(each));
        }
        return text.toString();
    }

    @Test
    void everyClassOfTheJdksBaseIsSound() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (Stream<Path> files = Files.walk(base)) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertTrue(classes.size() > 5_000);
            for (Path file : classes) {
                byte[] classFile = Files.readAllBytes(file);
                assertDoesNotThrow(() -> ClassFileCheck.check(classFile), file::toString);
            }
        }
    }

    @Test
    void everyPieceFromTheBeginningIsCutOff() {
        byte[] classFile = Stubs.compile("Sums", MEMBERS);
        assertSound(classFile);
        for (int length = 0; length < classFile.length; length++) {
            byte[] piece = Arrays.copyOf(classFile, length);
            assertThrows(MalformedClassException.class, () -> ClassFileCheck.check(piece));
        }
        assertFault("bytes too many", Arrays.copyOf(classFile, classFile.length + 1));
    }

    @Test
    void bytesThatAreNoClassFileAreToldFromDamagedOnes() {
        assertFault("no class file", new byte[0]);
        assertFault("no class file", "public class A {}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertFault("cut off", new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE});
    }

    @Test
    void aNewerClassFileAsksForANewerReprise() {
        byte[] classFile = classWith(out -> {});
        classFile[7] = 99;
        MalformedClassException fault =
                assertThrows(MalformedClassException.class, () -> ClassFileCheck.check(classFile));
        assertEquals(
                "class file version 99 is newer than 71, the newest that this version of Reprise can read",
                fault.getMessage());
        assertEquals("use a newer version of Reprise, or compile with --release 27 or older", fault.remedy());
        classFile[7] = 71;
        assertSound(classFile);
    }

    @Test
    void theNameOfADamagedClassIsReadWhereItCanBe() {
        byte[] classFile = Stubs.compile("Sums", MEMBERS);
        assertEquals("Sums", ClassFileCheck.nameOf(Arrays.copyOf(classFile, classFile.length - 1)));
        assertNull(ClassFileCheck.nameOf(Arrays.copyOf(classFile, 50)));
    }

    /** With a length of -6, the next attribute is the same one again. */
    @Test
    void anAttributeCannotEndBeforeItBegins() {
        byte[] classFile = classWith(out -> out.visitSource("Made.java", null));
        assertFault("cut off", patch(classFile, "000000020005", "fffffffa0005"));
        assertFault("cut off", patch(classFile, "000000020005", "7fffffff0005"));
        assertFault("cut off", patch(classFile, "000000020005", "000000010005"));
    }

    @Test
    void aSwitchCannotHaveMoreCasesThanBytes() {
        byte[] classFile = classWithCode(code -> {
            Label end = new Label();
            code.visitInsn(Opcodes.ICONST_0);
            code.visitTableSwitchInsn(77, 77, end, end);
            code.visitLabel(end);
            code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        });
        assertSound(classFile);
        assertFault("switch of 2147483571 cases", patch(classFile, "0000004d0000004d", "0000004d7fffffff"));
        assertFault("switch of 4294967296 cases", patch(classFile, "0000004d0000004d", "800000007fffffff"));
        assertFault("switch of -76 cases", patch(classFile, "0000004d0000004d", "0000004d00000000"));
    }

    @Test
    void jumpsGoToInstructionsAndFindAFrameThere() {
        Consumer<MethodVisitor> jump = code -> {
            Label end = new Label();
            code.visitJumpInsn(Opcodes.GOTO, end);
            code.visitLabel(end);
        };
        assertFault("no stack map frame at byte 3", classWithCode(jump));
        byte[] classFile = classWithCode(jump.andThen(code -> code.visitFrame(Opcodes.F_SAME, 0, null, 0, null)));
        assertSound(classFile);
        assertFault("jumps to byte 2", patch(classFile, "a70003b1", "a70002b1"));
        assertFault("jumps out of the method", patch(classFile, "a70003b1", "a70004b1"));
        assertFault("ends without a return", patch(classFile, "a70003b1", "a7000300"));
        assertFault("unknown instruction 202", patch(classFile, "a70003b1", "a70003ca"));
        assertFault("subroutine", patch(classFile, "a70003b1", "a80003b1"));
        assertFault("uses variable 3 of 2", patch(classFile, "a70003b1", "001d57b1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {102, 10_000})
    void annotationsCannotBeNestedSoDeepThatTheStackOverflows(int depth) {
        assertFault("nested more than 100 deep", classWith(out -> nest(out, depth)));
    }

    private static void nest(ClassWriter out, int depth) {
        Deque<AnnotationVisitor> open = new ArrayDeque<>();
        open.push(out.visitAnnotation("LDeep;", true));
        for (int i = 1; i < depth; i++) {
            open.push(open.element().visitAnnotation("value", "LDeep;"));
        }
        open.element().visit("value", 1);
        open.forEach(AnnotationVisitor::visitEnd);
    }

    @Test
    void annotationsMayBeNested() {
        assertSound(classWith(out -> nest(out, 50)));
    }

    @Test
    void aDynamicConstantIsNotItsOwnArgument() {
        ConstantDynamic inner = new ConstantDynamic("inner", "Ljava/lang/Object;", BOOTSTRAP, 5);
        byte[] classFile = classWithCode(code -> code.visitLdcInsn(inner));
        assertSound(classFile);
        Cursor in = new Cursor(classFile);
        in.skip(8);
        ConstantPool pool = new ConstantPool(classFile, in);
        int number = 1;
        while (pool.tag(number) != ConstantPool.INTEGER) {
            number++;
        }
        int dynamic = 1;
        while (pool.tag(dynamic) != ConstantPool.DYNAMIC) {
            dynamic++;
        }
        assertFault("its own argument", patch(classFile, "0001%04x".formatted(number), "0001%04x".formatted(dynamic)));
    }

    /** Each has the one before as an argument twice; readers go through all of the two to the power of twelve. */
    @Test
    void dynamicConstantsDoNotMultiply() {
        assertSound(classWithCode(code -> code.visitLdcInsn(doubled(6))));
        assertFault("too many arguments", classWithCode(code -> code.visitLdcInsn(doubled(12))));
    }

    private static ConstantDynamic doubled(int times) {
        ConstantDynamic made = new ConstantDynamic("made0", "Ljava/lang/Object;", BOOTSTRAP, 5);
        for (int i = 1; i <= times; i++) {
            made = new ConstantDynamic("made" + i, "Ljava/lang/Object;", BOOTSTRAP, made, made);
        }
        return made;
    }

    /** ASM makes arrays of that size for each method. */
    @Test
    void theVariablesOfAllMethodsTogetherAreBounded() {
        assertSound(classWith(out -> manyVariables(out, 20)));
        assertFault("variables in all frames", classWith(out -> manyVariables(out, 300)));
    }

    private static void manyVariables(ClassWriter out, int methods) {
        for (int i = 0; i < methods; i++) {
            MethodVisitor method = out.visitMethod(Opcodes.ACC_STATIC, "run" + i, "()V", null, null);
            method.visitInsn(Opcodes.RETURN);
            method.visitMaxs(0, 65_535);
        }
    }

    /** Each adds three variables to those before: their expanded form takes the square of their number. */
    @Test
    void theTypesOfAllFramesTogetherAreBounded() {
        assertFault("variables in all frames", classWith(out -> {
            MethodVisitor method = out.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
            Object[] integers = {Opcodes.INTEGER, Opcodes.INTEGER, Opcodes.INTEGER};
            for (int i = 0; i < 10_000; i++) {
                method.visitFrame(Opcodes.F_APPEND, 3, integers, 0, null);
                method.visitInsn(Opcodes.NOP);
            }
            method.visitInsn(Opcodes.RETURN);
            method.visitMaxs(0, 30_000);
        }));
    }

    @Test
    void exceptionRangesAroundTheSameCodeAreBounded() {
        assertSound(ranges(30));
        assertFault("too many exception ranges", ranges(500));
    }

    private static byte[] ranges(int count) {
        return classWith(out -> {
            MethodVisitor method = out.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
            Label start = new Label();
            Label end = new Label();
            method.visitLabel(start);
            for (int i = 0; i < 10_000; i++) {
                method.visitInsn(Opcodes.NOP);
            }
            method.visitInsn(Opcodes.RETURN);
            method.visitLabel(end);
            method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
            method.visitInsn(Opcodes.ATHROW);
            for (int i = 0; i < count; i++) {
                method.visitTryCatchBlock(start, end, end, null);
            }
            method.visitMaxs(1, 0);
        });
    }

    /** A name with a dot or an empty segment could lead out of the folder into which the class is written. */
    @ParameterizedTest
    @ValueSource(strings = {"../Evil", "a//b", "/a", "a/", "a.b", "a;b", "a[", ""})
    void aClassIsNamedByOnesThatCannotBePaths(String name) {
        ClassWriter out = new ClassWriter(0);
        out.visit(Opcodes.V17, Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
        assertFault("names no class", out.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a.b", "<run>", "a>b", ""})
    void methodsHaveLegalNames(String name) {
        assertFault(
                "has a method of the name " + name,
                classWith(out -> out.visitMethod(Opcodes.ACC_ABSTRACT, name, "()V", null, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "V", "()", "(V)V", "()VV", "(L)V", "(Ljava.lang.String;)V", "(La)V", "([)V"})
    void methodsHaveLegalDescriptors(String descriptor) {
        assertFault(
                "and the type " + descriptor,
                classWith(out -> out.visitMethod(Opcodes.ACC_ABSTRACT, "run", descriptor, null, null)));
    }

    @Test
    void methodsHaveCodeUnlessTheyAreAbstractOrNative() {
        assertFault("0 Code attributes", classWith(out -> out.visitMethod(0, "run", "()V", null, null)));
        assertSound(classWith(out -> out.visitMethod(Opcodes.ACC_NATIVE, "run", "()V", null, null)));
        byte[] classFile = classWithCode(code -> {});
        assertFault("1 Code attributes", patch(classFile, "00080005", "04080005"));
    }
}
