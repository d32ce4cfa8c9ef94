package dev.reprise.transformer.internal.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The formats of the attributes that consist of numbers, indices and tables (JVMS §4.7), as texts:
 *
 * <pre>
 * 1 2        so many bytes
 * u c n m p  the index of a text, class, name and type, module, package; with ? it may be 0
 * v k h      the index of a constant value, of a loadable constant, of a method handle
 * *(...)     a table with its length in two bytes; +(...) in one
 * E T        the value of an annotation's element; the target of a type annotation
 * </pre>
 */
final class AttributeFormat {

    private static final String ANNOTATION = "u*(uE)";
    private static final String ANNOTATIONS = "*(" + ANNOTATION + ")";
    private static final String TYPE_ANNOTATIONS = "*(T" + ANNOTATION + ")";
    private static final String PARAMETER_ANNOTATIONS = "+(" + ANNOTATIONS + ")";

    private static final AttributeFormat ONE_ANNOTATION = new AttributeFormat(ANNOTATION);

    private static final Map<String, AttributeFormat> FORMATS = Map.ofEntries(
            format("ConstantValue", "v"),
            format("Exceptions", "*(c)"),
            format("InnerClasses", "*(cc?u?2)"),
            format("EnclosingMethod", "cn?"),
            format("Synthetic", ""),
            format("Deprecated", ""),
            format("Signature", "u"),
            format("SourceFile", "u"),
            format("LineNumberTable", "*(22)"),
            format("LocalVariableTable", "*(22uu2)"),
            format("LocalVariableTypeTable", "*(22uu2)"),
            format("RuntimeVisibleAnnotations", ANNOTATIONS),
            format("RuntimeInvisibleAnnotations", ANNOTATIONS),
            format("RuntimeVisibleParameterAnnotations", PARAMETER_ANNOTATIONS),
            format("RuntimeInvisibleParameterAnnotations", PARAMETER_ANNOTATIONS),
            format("RuntimeVisibleTypeAnnotations", TYPE_ANNOTATIONS),
            format("RuntimeInvisibleTypeAnnotations", TYPE_ANNOTATIONS),
            format("AnnotationDefault", "E"),
            format("BootstrapMethods", "*(h*(k))"),
            format("MethodParameters", "+(u?2)"),
            format("Module", "m2u?*(m2u?)*(p2*(m))*(p2*(m))*(c)*(c*(c))"),
            format("ModulePackages", "*(p)"),
            format("ModuleMainClass", "c"),
            format("NestHost", "c"),
            format("NestMembers", "*(c)"),
            format("PermittedSubclasses", "*(c)"));

    private static final Set<String> OF_CODE = Set.of(
            "LineNumberTable",
            "LocalVariableTable",
            "LocalVariableTypeTable",
            "RuntimeVisibleTypeAnnotations",
            "RuntimeInvisibleTypeAnnotations");

    /** Deeper than compilers nest, and no danger to the stack of whoever visits it. */
    private static final int DEEPEST_ANNOTATION = 100;

    /** The constants that an instruction can load, by their tags (JVMS §4.4, table 4.4-C). */
    private static final String LOADABLE = "\3\4\5\6\7\10\17\20\21";

    private static final String VALUES = "\3\4\5\6\10";

    /** Reads one thing. */
    private interface Part {
        void read(Cursor in, ConstantPool pool, int depth);
    }

    private final List<Part> parts = new ArrayList<>();

    private AttributeFormat(String text) {
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '*' || letter == '+') {
                int end = closing(text, at + 1);
                parts.add(table(letter == '*', new AttributeFormat(text.substring(at + 2, end))));
                at = end;
            } else {
                boolean optional = at + 1 < text.length() && text.charAt(at + 1) == '?';
                parts.add(part(letter, optional));
                at += optional ? 1 : 0;
            }
        }
    }

    private static Map.Entry<String, AttributeFormat> format(String name, String text) {
        return Map.entry(name, new AttributeFormat(text));
    }

    /** Returns the format of an attribute, or null if it is unknown or needs more than a format. */
    static @Nullable AttributeFormat of(String name) {
        return FORMATS.get(name);
    }

    /** Tells whether an attribute may stand in a Code attribute; those that nobody knows may stand anywhere. */
    static boolean belongsToCode(String name) {
        return OF_CODE.contains(name) || (!FORMATS.containsKey(name) && !name.equals("Code") && !name.equals("Record"));
    }

    private static int closing(String text, int opening) {
        int open = 0;
        for (int at = opening; ; at++) {
            open += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            if (open == 0) {
                return at;
            }
        }
    }

    private static Part table(boolean large, AttributeFormat row) {
        return (in, pool, depth) -> {
            for (int left = large ? in.u2() : in.u1(); left > 0; left--) {
                row.read(in, pool, depth);
            }
        };
    }

    private static Part part(char letter, boolean optional) {
        return switch (letter) {
            case '1' -> (in, pool, depth) -> in.skip(1);
            case '2' -> (in, pool, depth) -> in.skip(2);
            case 'u' -> index(ConstantPool.UTF8, optional);
            case 'c' -> index(ConstantPool.CLASS, optional);
            case 'n' -> index(ConstantPool.NAME_AND_TYPE, optional);
            case 'm' -> index(ConstantPool.MODULE, optional);
            case 'p' -> index(ConstantPool.PACKAGE, optional);
            case 'h' -> index(ConstantPool.HANDLE, optional);
            case 'v' -> oneOf(VALUES);
            case 'k' -> oneOf(LOADABLE);
            case 'E' -> AttributeFormat::readElement;
            case 'T' -> (in, pool, depth) -> readTarget(in);
            default -> throw new IllegalArgumentException("no part of a format: " + letter);
        };
    }

    private static Part index(int tag, boolean optional) {
        return (in, pool, depth) -> {
            int index = in.u2();
            if (pool.tag(index) != tag && !(optional && index == 0)) {
                throw wrongConstant(in, index);
            }
        };
    }

    private static Part oneOf(String tags) {
        return (in, pool, depth) -> {
            int index = in.u2();
            if (pool.tag(index) == 0 || tags.indexOf(pool.tag(index)) < 0) {
                throw wrongConstant(in, index);
            }
        };
    }

    private static MalformedClassException wrongConstant(Cursor in, int index) {
        return in.fault("refers to constant " + index + ", which does not fit");
    }

    private static void readElement(Cursor in, ConstantPool pool, int depth) {
        if (depth > DEEPEST_ANNOTATION) {
            throw in.fault("holds annotations nested more than " + DEEPEST_ANNOTATION + " deep");
        }
        switch (in.u1()) {
            case 'B', 'C', 'I', 'S', 'Z' -> index(ConstantPool.INTEGER, false).read(in, pool, depth);
            case 'D' -> index(ConstantPool.DOUBLE, false).read(in, pool, depth);
            case 'F' -> index(ConstantPool.FLOAT, false).read(in, pool, depth);
            case 'J' -> index(ConstantPool.LONG, false).read(in, pool, depth);
            case 's', 'c' -> index(ConstantPool.UTF8, false).read(in, pool, depth);
            case 'e' -> {
                index(ConstantPool.UTF8, false).read(in, pool, depth);
                index(ConstantPool.UTF8, false).read(in, pool, depth);
            }
            case '@' -> ONE_ANNOTATION.read(in, pool, depth + 1);
            case '[' -> {
                for (int left = in.u2(); left > 0; left--) {
                    readElement(in, pool, depth + 1);
                }
            }
            default -> throw in.fault("holds an annotation value of an unknown kind");
        }
    }

    private static void readTarget(Cursor in) {
        int target = in.u1();
        switch (target) {
            case 0x00, 0x01, 0x16 -> in.skip(1);
            case 0x10, 0x11, 0x12, 0x17, 0x42, 0x43, 0x44, 0x45, 0x46 -> in.skip(2);
            case 0x13, 0x14, 0x15 -> in.skip(0);
            case 0x40, 0x41 -> in.skip(in.u2() * 6);
            case 0x47, 0x48, 0x49, 0x4A, 0x4B -> in.skip(3);
            default -> throw in.fault("holds an annotation of an unknown target");
        }
        in.skip(in.u1() * 2); // the path to the type
    }

    /** Checks a whole attribute. */
    void check(Cursor in, ConstantPool pool) {
        read(in, pool, 0);
        in.requireEnd();
    }

    private void read(Cursor in, ConstantPool pool, int depth) {
        for (Part part : parts) {
            part.read(in, pool, depth);
        }
    }
}
