package dev.reprise.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.AsyncTransformer.Result;
import dev.reprise.transformer.support.Stubs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;

class AsyncTransformerTest {

    private static final AsyncTransformer TRANSFORMER = new AsyncTransformer(Options.defaults());

    private static final String ADD = "@Async Coroutine<Integer> add(int n) { return of(n + await(of(1))); }\n";

    /** Everything that could come in another order: variables, fields, ranges, moved objects, several methods. */
    private static final String MUCH = """
            @Async Coroutine<String> much(int n, long w, String s, Object o, java.util.List<Object> list) {
                StringBuilder text = new StringBuilder(s + await(of(o)));
                for (Object each : list) {
                    double d = w;
                    try {
                        list.add(new StringBuilder(new String(await(of("a")) + each)).append(await(of(n))));
                        text.append(d).append(each).append(await(of(o)));
                    } catch (IllegalStateException | IllegalArgumentException e) {
                        text.append(e).append(await(of(s)));
                    } finally {
                        suspend(text);
                    }
                    java.util.function.Supplier<Coroutine<Object>> lambda = () -> of(await(of(each)) + s);
                    text.append(await(lambda.get()));
                }
                return n > 1 ? of(text.toString()) : much(n, w, s, o, list);
            }
            @Async Generator<Integer> count(int to) {
                for (int i = 0; i < to; i++) Generator.emit(i);
                return Generator.done();
            }
            @Async AsyncGenerator<Integer> tick(int to) {
                for (int i = 0; i < to; i++) AsyncGenerator.emit(await(of(i)));
                return AsyncGenerator.done();
            }
            """;

    private static byte[] onlyClass(SortedMap<String, byte[]> classes, String name) {
        return Objects.requireNonNull(classes.get(name));
    }

    private static byte[] write(ClassNode node) {
        ClassWriter out = new ClassWriter(0);
        node.accept(out);
        return out.toByteArray();
    }

    private static void assertNothingDone(byte[] classFile) {
        assertEquals(new Result(new java.util.TreeMap<>(), 0, List.of()), TRANSFORMER.transform(classFile));
    }

    @Test
    void aClassThatMentionsNothingComesBackEmpty() {
        assertNothingDone(Stubs.compile("Plain", "int add(int n) { return n + 1; }"));
    }

    @Test
    void aClassThatOnlyUsesCoroutinesComesBackEmpty() {
        assertNothingDone(Stubs.compile("Uses", "Coroutine<Integer> add(int n) { return of(n); }"));
    }

    @Test
    void aRewrittenClassComesWithItsFrameClasses() {
        Result result = TRANSFORMER.transform(Stubs.compile("Sums", ADD + MUCH));
        assertEquals(5, result.methods(), "with a lambda");
        assertEquals(6, result.classes().size());
        assertTrue(result.classes().containsKey("Sums"));
        assertEquals(List.of(), result.diagnostics());
        assertFalse(result.hasErrors());
    }

    @Test
    void theInputIsNotChanged() {
        byte[] classFile = Stubs.compile("Sums", ADD);
        byte[] copy = classFile.clone();
        TRANSFORMER.transform(classFile);
        assertArrayEquals(copy, classFile);
    }

    @RepeatedTest(10)
    void theSameInputGivesTheSameBytes() {
        byte[] classFile = Stubs.compile("Sums", MUCH + ADD);
        SortedMap<String, byte[]> first = TRANSFORMER.transform(classFile).classes();
        SortedMap<String, byte[]> second = new AsyncTransformer(Options.defaults())
                .transform(classFile.clone())
                .classes();
        assertEquals(first.keySet(), second.keySet());
        first.forEach((name, bytes) -> assertArrayEquals(bytes, second.get(name), name));
    }

    @Test
    void whatIsSaidOfTheClassStays() {
        ClassNode before = Stubs.read(Stubs.compile("Sums", ADD + "@Deprecated record Pair(int a, String b) {}\n"));
        before.sourceDebug = "SMAP\nSums.java\nKotlin\n*E\n";
        before.signature = "Ljava/lang/Object;Ljava/util/function/Supplier<Ljava/lang/String;>;";
        before.visibleAnnotations = List.of(new AnnotationNode("Ljava/lang/Deprecated;"));
        before.permittedSubclasses = List.of("More");
        ClassNode after =
                Stubs.read(onlyClass(TRANSFORMER.transform(write(before)).classes(), "Sums"));
        assertEquals(before.sourceDebug, after.sourceDebug);
        assertEquals(before.sourceFile, after.sourceFile);
        assertEquals(before.signature, after.signature);
        assertEquals(before.access, after.access);
        assertEquals(before.nestMembers, after.nestMembers);
        assertEquals(before.permittedSubclasses, after.permittedSubclasses);
        assertEquals(
                "Ljava/lang/Deprecated;",
                Objects.requireNonNull(after.visibleAnnotations).get(0).desc);
        assertEquals(
                before.innerClasses.stream().map(inner -> inner.name).toList(),
                after.innerClasses.stream().map(inner -> inner.name).toList());
    }

    @Test
    void whatWasRewrittenOnceStaysAsItIs() {
        SortedMap<String, byte[]> classes =
                TRANSFORMER.transform(Stubs.compile("Sums", ADD)).classes();
        assertEquals(Set.of("Sums", "Sums$add$async$0"), classes.keySet());
        classes.values().forEach(AsyncTransformerTest::assertNothingDone);
    }

    @Test
    void theMarkNamesVersionAndAbiAndOnAFrameClassItsOwner() {
        SortedMap<String, byte[]> classes =
                TRANSFORMER.transform(Stubs.compile("Sums", ADD)).classes();
        assertEquals(
                List.of("version", AsyncTransformer.VERSION, "abi", 4),
                markOf(Stubs.read(onlyClass(classes, "Sums"))).values);
        assertEquals(
                List.of("version", AsyncTransformer.VERSION, "abi", 4, "owner", "Sums"),
                markOf(Stubs.read(onlyClass(classes, "Sums$add$async$0"))).values);
    }

    private static AnnotationNode markOf(ClassNode node) {
        return node.invisibleAnnotations.stream()
                .filter(annotation -> annotation.desc.equals("Ldev/reprise/Transformed;"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aClassOfAnotherAbiIsAnError() {
        ClassNode node = Stubs.read(
                onlyClass(TRANSFORMER.transform(Stubs.compile("Sums", ADD)).classes(), "Sums"));
        AnnotationNode mark = markOf(node);
        mark.values = List.of("version", "0.0.7", "abi", 99);
        Result result = TRANSFORMER.transform(write(node));
        assertTrue(result.hasErrors());
        assertEquals(Map.of(), result.classes());
        Diagnostic error = result.diagnostics().get(0);
        assertEquals("Sums", error.className());
        assertEquals("the class was transformed by Reprise 0.0.7 for ABI 99, this is ABI 4", error.message());
        assertTrue(error.remedy().contains("from clean"), error::remedy);
    }

    @Test
    void aClassFileOfBeforeJava8IsAnErrorIfItIsConcerned() {
        ClassNode node = Stubs.read(Stubs.compile("Sums", ADD));
        node.version = Opcodes.V1_7;
        Result result = TRANSFORMER.transform(write(node));
        assertEquals(1, result.diagnostics().size());
        Diagnostic error = result.diagnostics().get(0);
        assertTrue(error.isError());
        assertEquals("class file version 51 is older than Java 8", error.message());
        assertEquals("compile with --release 8 or newer", error.remedy());
        assertEquals(Map.of(), result.classes());
    }

    @Test
    void aClassFileOfBeforeJava8ThatIsNotConcernedIsLeftAlone() {
        ClassNode node = Stubs.read(Stubs.compile("Uses", "Coroutine<Integer> add(int n) { return of(n); }"));
        node.version = Opcodes.V1_5;
        assertNothingDone(write(node));
    }

    @Test
    void previewClassFilesHaveTheVersionOfTheirJava() {
        ClassNode node = Stubs.read(Stubs.compile("Sums", ADD));
        node.version |= Opcodes.V_PREVIEW;
        Result result = TRANSFORMER.transform(write(node));
        assertEquals(List.of(), result.diagnostics());
        assertEquals(node.version, Stubs.read(onlyClass(result.classes(), "Sums")).version);
        assertEquals(node.version, Stubs.read(onlyClass(result.classes(), "Sums$add$async$0")).version);
    }

    @Test
    void aWarningDoesNotKeepAClassFromBeingRewritten() {
        byte[] classFile = Stubs.compile("Sums", ADD);
        Result result = new AsyncTransformer(Options.defaults().withLargeMethodWarning(10)).transform(classFile);
        assertEquals(1, result.diagnostics().size());
        assertFalse(result.hasErrors());
        assertEquals(2, result.classes().size());
    }

    @Test
    void aResultCannotBeChanged() {
        Result result = TRANSFORMER.transform(Stubs.compile("Sums", ADD));
        assertThrows(UnsupportedOperationException.class, () -> result.classes().clear());
        assertThrows(
                UnsupportedOperationException.class, () -> result.diagnostics().clear());
    }
}
