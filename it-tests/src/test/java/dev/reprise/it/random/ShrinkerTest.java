package dev.reprise.it.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/** That a fault of the transformer would be seen, and made small: faults are put in here. */
class ShrinkerTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** The lines of a program that hold nothing of it: package, imports, class and method around the body. */
    private static final int FRAME = 20;

    /** What may be left besides: a helper method with its parameters takes a few. */
    private static final int MOST_LINES = 25;

    private static List<Program> programs(int many) {
        return LongStream.range(0, many)
                .mapToObj(i -> Generator.program(RandomProgramsTest.NORMAL_SEED + i, 17))
                .toList();
    }

    private static boolean has(Node node, String construct) {
        return node.all().stream().anyMatch(part -> part.construct().equals(construct));
    }

    @Test
    void keepsWhatFailsAndLittleElse() {
        Predicate<Node> fails = node -> has(node, "try finally") && has(node, "compound assignment to a field");
        Node root = programs(2_000).stream()
                .map(Program::members)
                .filter(fails)
                .findFirst()
                .orElseThrow();
        Node shrunk = Shrinker.shrink(root, fails, LIMIT);
        assertTrue(fails.test(shrunk));
        assertTrue(shrunk.size() < 20, shrunk::source);
    }

    @Test
    void changesNothingThatDoesNotFailWithoutIt() {
        Node root = programs(1).get(0).members();
        assertEquals(root, Shrinker.shrink(root, node -> node.equals(root), LIMIT));
    }

    @Test
    void aTransformerWithHandlersInTheWrongOrderIsFound() {
        assertFoundAndShrunk(changing(method -> Collections.reverse(method.tryCatchBlocks)));
    }

    @Test
    void aTransformerThatMistakesAnInstructionIsFound() {
        assertFoundAndShrunk(changing(method -> {
            for (AbstractInsnNode instruction : method.instructions.toArray()) {
                if (instruction.getOpcode() == Opcodes.IADD) {
                    method.instructions.set(instruction, new InsnNode(Opcodes.ISUB));
                }
            }
        }));
    }

    private static void assertFoundAndShrunk(UnaryOperator<byte[]> fault) {
        Checker faulty = new Checker(fault);
        List<Checker.Failure> failures = faulty.check(programs(60));
        assertFalse(failures.isEmpty());
        Program found = failures.get(0).program();
        assertNull(new Checker().faultOf(found));

        Program shrunk = found.with(
                Shrinker.shrink(found.members(), members -> faulty.faultOf(found.with(members)) != null, LIMIT));
        assertNotNull(faulty.faultOf(shrunk));
        long lines = shrunk.source().lines().count();
        assertTrue(lines < FRAME + MOST_LINES && lines < found.source().lines().count(), shrunk::source);
    }

    private interface Fault {
        void in(MethodNode method);
    }

    private static UnaryOperator<byte[]> changing(Fault fault) {
        return classFile -> {
            ClassNode node = new ClassNode();
            new ClassReader(classFile).accept(node, 0);
            node.methods.forEach(fault::in);
            ClassWriter writer = new ClassWriter(0);
            node.accept(writer);
            return writer.toByteArray();
        };
    }
}
