package dev.reprise.it.differential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Options;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Each class that the transformer made or changed is well-formed for ASM's verifier and for the JVM's, and stays as it is. */
class VerificationTest {

    private static final Rewritten TARGETS = Targets.all().rewritten();
    private static final ClassLoader LOADER = TARGETS.newLoader();

    static Stream<String> transformedClasses() {
        return TARGETS.transformed().stream();
    }

    static Stream<String> originalClasses() {
        return Targets.classFiles().keySet().stream().filter(TARGETS.transformed()::contains);
    }

    private static Map<String, byte[]> transform(byte[] classFile) {
        return new AsyncTransformer(Options.defaults()).transform(classFile).classes();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transformedClasses")
    void passesBothVerifiers(String internalName) throws ClassNotFoundException {
        assertVerified(TARGETS.classFile(internalName), LOADER);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transformedClasses")
    void isNotTransformedAgain(String internalName) {
        assertEquals(Map.of(), transform(TARGETS.classFile(internalName)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("originalClasses")
    void givesTheSameBytesAgain(String internalName) {
        byte[] original = Objects.requireNonNull(Targets.classFiles().get(internalName));
        transform(original).forEach((name, classFile) -> assertArrayEquals(TARGETS.classFile(name), classFile, name));
    }

    @Test
    void noTwoClassesDifferInCaseOnly() {
        List<String> names = TARGETS.transformed().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        assertEquals(names.stream().distinct().toList(), names);
    }

    static void assertVerified(byte[] classFile, ClassLoader loader) throws ClassNotFoundException {
        ClassReader reader = new ClassReader(classFile);
        StringWriter faults = new StringWriter();
        CheckClassAdapter.verify(reader, loader, false, new PrintWriter(faults));
        assertEquals("", faults.toString());

        Class<?> initialised = Class.forName(reader.getClassName().replace('/', '.'), true, loader);
        assertSame(loader, initialised.getClassLoader());
    }
}
