package dev.reprise.benchmarks.transformer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** How many bytes of code belong to each method of the source, with all that was generated for it. */
final class CodeSizes {

    /** The method a generated class or method was made for, in the names that Reprise and kotlinc give. */
    private static final Pattern MADE_FOR =
            Pattern.compile("lambda\\$(\\w+)\\$async\\$\\d+|async\\$\\d+\\$(\\w+)|.*\\$(\\w+)\\$(?:async\\$)?\\d+");

    private final Map<String, Integer> code = new TreeMap<>();
    private int files;

    private CodeSizes() {}

    static CodeSizes of(List<byte[]> classes) {
        CodeSizes sizes = new CodeSizes();
        classes.forEach(sizes::add);
        return sizes;
    }

    /** Returns the bytes of code by the source's method. */
    Map<String, Integer> code() {
        return code;
    }

    /** Returns the bytes of all class files. */
    int files() {
        return files;
    }

    private void add(byte[] classFile) {
        files += classFile.length;
        ClassReader reader = new ClassReader(classFile);
        String owner = reader.getClassName();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        String method = madeFor(owner, madeFor(name, name));
                        return new CodeSizeEvaluator(null) {
                            @Override
                            public void visitEnd() {
                                code.merge(method, getMaxSize(), Integer::sum);
                            }
                        };
                    }
                },
                ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
    }

    private static String madeFor(String name, String otherwise) {
        Matcher matcher = MADE_FOR.matcher(name);
        if (!matcher.matches()) {
            return otherwise;
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return otherwise;
    }
}
