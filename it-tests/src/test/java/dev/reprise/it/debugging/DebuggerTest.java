package dev.reprise.it.debugging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Later;
import dev.reprise.it.support.LineDiff;
import dev.reprise.it.support.Transformation;
import dev.reprise.transformer.Options;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** A breakpoint on each line of async methods: it is hit before and after suspensions, and the variables are there. */
class DebuggerTest {

    private static final String SOURCE = read("/debugging/Debuggee.java");

    private static final Map<String, byte[]> COMPILED = InMemoryCompiler.compile(SOURCE);

    @ParameterizedTest(name = "debug = {0}")
    @ValueSource(booleans = {false, true})
    void stopsOnEachLineAndSeesTheVariables(boolean debug, @TempDir Path folder)
            throws IOException, URISyntaxException {
        write(Transformation.of(COMPILED, Options.defaults().withDebug(debug)).classFiles(), folder);
        String classPath =
                String.join(File.pathSeparator, folder.toString(), pathOf(Coroutine.class), pathOf(Later.class));
        Stops expected = Stops.expectedBy(SOURCE, debug);
        assertTrue(expected.seeBothSidesOfASuspension());

        Stops seen = Debugger.run(classPath, "Debuggee", expected.lines());

        assertEquals(expected.toString(), seen.toString(), () -> LineDiff.of(expected.toString(), seen.toString()));
    }

    /** So that the test above breaks on each line. */
    @Test
    void theSourceTellsOfEachLineOfItsAsyncMethods() {
        Transformation made = Transformation.of(COMPILED);
        TreeSet<Integer> lines = new TreeSet<>();
        for (MethodNode method : made.node("Debuggee").methods) {
            if (method.name.contains("$async$")) {
                method.instructions.forEach(instruction -> {
                    if (instruction instanceof LineNumberNode line) {
                        lines.add(line.line);
                    }
                });
            }
        }
        assertEquals(List.copyOf(lines), Stops.expectedBy(SOURCE, false).lines());
    }

    private static void write(Map<String, byte[]> classFiles, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> classFile : classFiles.entrySet()) {
            Files.write(folder.resolve(classFile.getKey() + ".class"), classFile.getValue());
        }
    }

    private static String pathOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(DebuggerTest.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
