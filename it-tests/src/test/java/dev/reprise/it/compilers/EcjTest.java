package dev.reprise.it.compilers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.differential.BodySet;
import dev.reprise.it.differential.BodySetTests;
import dev.reprise.it.differential.Sources;
import dev.reprise.it.support.Compiler;
import dev.reprise.it.support.MemoryLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All targets, compiled by Eclipse's compiler. */
class EcjTest extends BodySetTests {

    private static final Compiler ECJ = new Compiler(
            "ecj",
            "org.eclipse.jdt.internal.compiler.batch.Main",
            List.of("--release", "17", "-g", "-proc:none", "-nowarn"));

    /** The JVM refuses what ecj makes of it, before it is transformed. */
    private static final String BROKEN = "dev/reprise/it/targets/UninitialisedLocals";

    @TempDir
    private static Path output;

    private final SortedMap<String, byte[]> broken = new TreeMap<>();

    @Override
    protected BodySet compile() throws IOException, InterruptedException {
        SortedMap<String, byte[]> sound = new TreeMap<>();
        ECJ.compile(Sources.targets(17), output)
                .forEach((name, classFile) -> (name.equals(BROKEN) ? broken : sound).put(name, classFile));
        return new BodySet(sound);
    }

    @Test
    void hasAllBodiesThatEcjCompilesWell() {
        assertTrue(set().bodies().size() >= 300, () -> "only " + set().bodies().size());
    }

    /** When a newer ecj passes here, its class belongs to the others. */
    @Test
    void leavesOutWhatEcjMiscompiles() {
        assertEquals(1, broken.size());
        ClassLoader untransformed = new MemoryLoader(Map.copyOf(broken));
        assertThrows(VerifyError.class, () -> Class.forName(BROKEN.replace('/', '.'), true, untransformed));
    }
}
