package dev.reprise.it.hostile;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Sound class files to damage: small ones, so that a mutation rarely misses and many can be tried. */
final class Corpus {

    private Corpus() {}

    /**
     * Returns a class file for each asynchronous method of some classes, by class and method: the class with that method
     * and its lambdas alone.
     */
    static SortedMap<String, byte[]> methodByMethod(Map<String, byte[]> classFiles) {
        SortedMap<String, byte[]> single = new TreeMap<>();
        classFiles.forEach((name, classFile) -> {
            for (MethodNode method : parse(classFile).methods) {
                if (method.invisibleAnnotations != null && method.instructions.size() > 0) {
                    single.put(name + "." + method.name, only(classFile, method.name));
                }
            }
        });
        return single;
    }

    private static ClassNode parse(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        return node;
    }

    private static byte[] only(byte[] classFile, String name) {
        ClassNode node = parse(classFile);
        node.methods = node.methods.stream()
                .filter(method -> method.name.equals(name) || method.name.startsWith("lambda$" + name + "$"))
                .toList();
        node.fields = List.of();
        ClassWriter out = new ClassWriter(0);
        node.accept(out);
        return out.toByteArray();
    }
}
