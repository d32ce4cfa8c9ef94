package dev.reprise.it.golden;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * A class file as text: its fields, and its methods instruction by instruction. Its version and its mark are left out, and
 * so are the packages that all know.
 */
final class ReadableClass {

    private static final Pattern KNOWN_PACKAGE =
            Pattern.compile("(?<![a-z/])(dev/reprise|java/lang(/invoke)?)/(?=[A-Z])");

    /** What the printer says a second time. */
    private static final Pattern COMMENT = Pattern.compile("(?m)^ *// (declaration|handle kind|arguments)\\b.*\n");

    private final ClassNode node = new ClassNode();

    /** The text of each method by its name and descriptor. */
    private final Map<String, String> methods = new LinkedHashMap<>();

    ReadableClass(byte[] classFile) {
        new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
        for (MethodNode method : node.methods) {
            methods.put(method.name + method.desc, print(method));
        }
    }

    /** Returns the fields, and those methods that {@code other} has not in the same form. */
    String differenceTo(@Nullable ReadableClass other) {
        StringBuilder text = new StringBuilder();
        text.append(modifiers(node.access, Modifier.classModifiers() | Modifier.INTERFACE));
        text.append("class " + node.name + " extends " + node.superName + "\n");
        for (FieldNode field : node.fields) {
            text.append("  " + modifiers(field.access, Modifier.fieldModifiers()));
            text.append(field.name + " " + field.desc + "\n");
        }
        methods.forEach((name, method) -> {
            if (other == null || !method.equals(other.methods.get(name))) {
                text.append("\n" + method);
            }
        });
        String withComments = KNOWN_PACKAGE.matcher(text).replaceAll("");
        return COMMENT.matcher(withComments).replaceAll("");
    }

    private static String print(MethodNode method) {
        Textifier text = new Textifier();
        method.accept(new TraceMethodVisitor(text));
        StringWriter code = new StringWriter();
        text.print(new PrintWriter(code, true));
        return "  " + modifiers(method.access, Modifier.methodModifiers()) + method.name + method.desc + "\n" + code;
    }

    private static String modifiers(int access, int known) {
        String written = Modifier.toString(access & known);
        String synthetic = (access & Opcodes.ACC_SYNTHETIC) != 0 ? "synthetic " : "";
        return written.isEmpty() ? synthetic : written + " " + synthetic;
    }
}
