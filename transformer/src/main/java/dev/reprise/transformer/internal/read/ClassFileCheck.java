package dev.reprise.transformer.internal.read;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Tells whether bytes have the structure of a class file (JVMS §4.1 to §4.7 and §4.9.1), before ASM, which trusts its
 * input, reads them: a length or an index that lies could have it read for hours or allocate without end. Time and memory
 * of this check, and of reading what passes it, are bounded by the size of the file.
 */
final class ClassFileCheck {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int OLDEST_VERSION = 45;

    /** How many types the frames and variables of all methods may have: sixteen times what large class files have. */
    private static final long MOST_TYPES = 16_000_000;

    /** How many comparisons ASM may need to find the generic types of a method's variables. */
    private static final long MOST_COMPARISONS = 64_000_000;

    private static final int LENGTHS_BEFORE_TABLE = 2;
    private static final int VARIABLE_SIZE = 10;

    /** What can have attributes. */
    private enum Place {
        CLASS,
        MEMBER,
        CODE
    }

    private final Cursor in;
    private final ConstantPool pool;
    private final int version;
    private final int access;
    private final List<Cursor> bootstrapMethods = new ArrayList<>();
    private long types;

    private ClassFileCheck(byte[] classFile) {
        in = new Cursor(classFile);
        version = readVersion(in);
        pool = new ConstantPool(classFile, in);
        access = in.u2();
    }

    /**
     * Checks a class file.
     *
     * @throws MalformedClassException if it is none
     */
    static void check(byte[] classFile) {
        new ClassFileCheck(classFile).check();
    }

    /** Returns the internal name of the class, or null if it cannot be told. */
    static @Nullable String nameOf(byte[] classFile) {
        try {
            ClassFileCheck file = new ClassFileCheck(classFile);
            return file.pool.className(file.in.u2());
        } catch (MalformedClassException e) {
            return null;
        }
    }

    private static int readVersion(Cursor in) {
        if (in.length() < 4 || in.s4() != MAGIC) {
            throw new MalformedClassException("this is no class file: it does not begin with CAFEBABE");
        }
        int minor = in.u2();
        int version = in.u2();
        boolean preview = version == ClassFile.NEWEST_VERSION + 1 && minor != 0; // what ASM knows ahead of a release
        if (version > ClassFile.NEWEST_VERSION && !preview) {
            throw new MalformedClassException(
                    "class file version " + version + " is newer than " + ClassFile.NEWEST_VERSION
                            + ", the newest that this version of Reprise can read",
                    "use a newer version of Reprise, or compile with --release "
                            + (ClassFile.NEWEST_VERSION - OLDEST_VERSION + 1) + " or older");
        }
        if (version < OLDEST_VERSION) {
            throw in.fault("has the version " + version + ", which no class file has");
        }
        return version;
    }

    private void check() {
        pool.check();
        int self = in.u2();
        if (pool.className(self).startsWith("[")) {
            throw in.fault("is that of an array");
        }
        int parent = in.u2();
        boolean module = (access & Opcodes.ACC_MODULE) != 0;
        if (parent != 0) {
            pool.require(parent, ConstantPool.CLASS);
        } else if (!module && !pool.className(self).equals("java/lang/Object")) {
            throw in.fault("has no super class");
        }
        for (int left = in.u2(); left > 0; left--) {
            pool.require(in.u2(), ConstantPool.CLASS);
        }
        for (int left = in.u2(); left > 0; left--) {
            checkField();
        }
        for (int left = in.u2(); left > 0; left--) {
            checkMethod();
        }
        checkAttributes(in, Place.CLASS);
        in.requireEnd();
        DynamicCheck.check(pool, bootstrapMethods);
    }

    private void checkField() {
        in.skip(2);
        String name = pool.text(in.u2());
        String descriptor = pool.text(in.u2());
        if (!Names.isField(name) || !Names.isFieldDescriptor(descriptor)) {
            throw in.fault("has a field of the name " + name + " and the type " + descriptor);
        }
        checkAttributes(in, Place.MEMBER);
    }

    private void checkMethod() {
        int flags = in.u2();
        String name = pool.text(in.u2());
        String descriptor = pool.text(in.u2());
        int arguments = Names.argumentSlots(descriptor);
        boolean returnsNothing = descriptor.endsWith(")V");
        if (!Names.isMethod(name) || arguments < 0 || (name.startsWith("<") && !returnsNothing)) {
            throw in.fault("has a method of the name " + name + " and the type " + descriptor);
        }
        int variables = arguments + (Modifier.isStatic(flags) ? 0 : 1);
        List<Cursor> codes = checkAttributes(in, Place.MEMBER);
        if (codes.size() != (Modifier.isAbstract(flags) || Modifier.isNative(flags) ? 0 : 1)) {
            throw in.fault("has " + codes.size() + " Code attributes in method " + name + descriptor);
        }
        for (Cursor code : codes) {
            try {
                checkCode(code, variables);
            } catch (MalformedClassException e) {
                throw new MalformedClassException("in method " + name + descriptor + ": " + e.getMessage());
            }
        }
    }

    private void checkCode(Cursor attribute, int arguments) {
        CodeCheck code = new CodeCheck(attribute, pool, version);
        if (arguments > code.maxLocals()) {
            throw attribute.fault("has no room for the arguments in " + code.maxLocals() + " variables");
        }
        types += code.maxLocals() + code.maxStack();
        BitSet frames = new BitSet();
        for (Cursor stackMap : checkAttributes(attribute, Place.CODE)) {
            FrameCheck check = new FrameCheck(stackMap, pool, code, arguments);
            frames.or(check.offsets());
            types += check.types();
        }
        attribute.requireEnd();
        code.requireFrames(frames);
        if (types > MOST_TYPES) {
            throw attribute.fault("brings the class to more than " + MOST_TYPES + " variables in all frames");
        }
    }

    /** Checks those attributes that have a plain format, and returns those that have not: Code or StackMapTable. */
    private List<Cursor> checkAttributes(Cursor owner, Place place) {
        List<Cursor> others = new ArrayList<>(1);
        long variables = 0;
        long genericVariables = 0;
        for (int left = owner.u2(); left > 0; left--) {
            String name = pool.text(owner.u2());
            Cursor attribute = owner.take(owner.s4(), name);
            if (place == Place.CODE && !AttributeFormat.belongsToCode(name)) {
                throw attribute.fault("does not belong there"); // ASM would move it to the method
            }
            AttributeFormat format = AttributeFormat.of(name);
            if (format != null) {
                format.check(attribute.again(), pool);
            }
            switch (name) {
                case "Code", "StackMapTable" -> {
                    if (place == (name.equals("Code") ? Place.MEMBER : Place.CODE)) {
                        others.add(attribute);
                    }
                }
                case "Record" -> checkComponents(attribute, place);
                case "BootstrapMethods" -> bootstrapMethods.add(attribute);
                case "LocalVariableTable" -> variables += rows(attribute);
                case "LocalVariableTypeTable" -> genericVariables += rows(attribute);
                case "StackMap" -> throw attribute.fault("is of Java ME, which is not supported");
                default -> {
                    // of no danger, or unknown and not read by ASM either
                }
            }
        }
        if (others.size() > 1) {
            throw owner.fault("has two Code or StackMapTable attributes in one place");
        }
        if (variables * genericVariables > MOST_COMPARISONS) {
            throw owner.fault("has too many local variables with generic types");
        }
        return others;
    }

    private static int rows(Cursor table) {
        return (table.length() - LENGTHS_BEFORE_TABLE) / VARIABLE_SIZE;
    }

    private void checkComponents(Cursor attribute, Place place) {
        if (place != Place.CLASS) {
            return; // as unknown as any other there
        }
        for (int left = attribute.u2(); left > 0; left--) {
            pool.text(attribute.u2());
            pool.text(attribute.u2());
            checkAttributes(attribute, Place.MEMBER);
        }
        attribute.requireEnd();
    }
}
