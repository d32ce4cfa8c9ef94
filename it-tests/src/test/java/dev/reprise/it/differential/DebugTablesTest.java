package dev.reprise.it.differential;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.reprise.it.support.MemoryLoader;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Options;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** The table of variables is a hint of the compiler's: whatever it says, the code that comes of it verifies. */
class DebugTablesTest {

    @Test
    void aTableThatIsWrongDoesNoHarm() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        AsyncTransformer transformer = new AsyncTransformer(Options.defaults().withDebug(true));
        Map<String, byte[]> classes = new TreeMap<>();
        Targets.classFiles().forEach((name, classFile) -> {
            byte[] shuffled = withRandomScopes(classFile, random);
            AsyncTransformer.Result result = transformer.transform(shuffled);
            assertFalse(result.hasErrors(), () -> "seed " + seed + ": " + result.diagnostics());
            classes.put(name, shuffled);
            classes.putAll(result.classes());
        });
        ClassLoader loader = new MemoryLoader(classes);
        for (String name : classes.keySet()) {
            try {
                Class.forName(name.replace('/', '.'), true, loader);
            } catch (ClassNotFoundException | LinkageError e) {
                throw new AssertionError("seed " + seed + ", " + name, e);
            }
        }
    }

    /** Returns the class with each variable in scope from some place of its method to another one. */
    private static byte[] withRandomScopes(byte[] classFile, Random random) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        for (MethodNode method : node.methods) {
            if (method.localVariables != null) {
                List<LabelNode> labels = StreamSupport.stream(method.instructions.spliterator(), false)
                        .filter(LabelNode.class::isInstance)
                        .map(LabelNode.class::cast)
                        .toList();
                for (LocalVariableNode variable : method.localVariables) {
                    int from = random.nextInt(labels.size() - 1);
                    variable.name += method.localVariables.indexOf(variable); // the JVM wants no two entries alike
                    variable.start = labels.get(from);
                    variable.end = labels.get(from + 1 + random.nextInt(labels.size() - from - 1));
                }
            }
        }
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }
}
