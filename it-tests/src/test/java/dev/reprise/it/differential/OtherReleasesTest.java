package dev.reprise.it.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.objectweb.asm.ClassReader;

/** The differential test for class files of the other releases: all targets that their language can express, and more. */
class OtherReleasesTest {

    @Nested
    class CompiledForJava8 extends Release {
        CompiledForJava8() {
            super(8, 200, "--release", "8");
        }
    }

    @Nested
    class CompiledForJava11 extends Release {
        CompiledForJava11() {
            super(11, 200, "--release", "11");
        }
    }

    /** The release of the build, with concatenation by StringBuilder, as javac wrote it until Java 8. */
    @Nested
    class CompiledForJava17WithoutConcatenationByInvokedynamic extends Release {
        CompiledForJava17WithoutConcatenationByInvokedynamic() {
            super(17, 300, "--release", "17", "-XDstringConcat=inline");
        }
    }

    @Nested
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "the compiler of a JDK older than 21 has no pattern switch")
    class CompiledForJava21 extends Release {
        CompiledForJava21() {
            super(21, 300, "--release", "21");
        }
    }

    @Nested
    @EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "the compiler of a JDK older than 25 has no Java 25")
    class CompiledForJava25 extends Release {
        CompiledForJava25() {
            super(25, 300, "--release", "25");
        }
    }

    abstract static class Release extends BodySetTests {

        private static final List<Integer> RELEASES_WITH_BODIES_OF_THEIR_OWN = List.of(8, 21, 25);

        private final int release;
        private final int atLeast;
        private final String[] options;

        /** Takes javac's options, and how many bodies there are at least. */
        Release(int release, int atLeast, String... options) {
            this.release = release;
            this.atLeast = atLeast;
            this.options = options;
        }

        @Override
        protected BodySet compile() {
            List<Path> files = new ArrayList<>(Sources.targets(release));
            for (int with : RELEASES_WITH_BODIES_OF_THEIR_OWN) {
                if (with <= release) {
                    files.addAll(Sources.resources("java" + with));
                }
            }
            return Sources.compile(files, options);
        }

        @Test
        void hasBodiesOfItsVersion() {
            assertTrue(
                    set().bodies().size() >= atLeast,
                    () -> "only " + set().bodies().size());
            for (String name : set().rewritten().transformed()) {
                ClassReader reader = new ClassReader(set().rewritten().classFile(name));
                assertEquals(release + 44, reader.readUnsignedShort(6), name); // JVMS §4.1
            }
        }
    }
}
