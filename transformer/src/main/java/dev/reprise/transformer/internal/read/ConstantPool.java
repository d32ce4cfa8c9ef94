package dev.reprise.transformer.internal.read;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The constants of a class file (JVMS §4.4): where each is, and whether what it refers to fits. */
final class ConstantPool {

    static final int UTF8 = 1;
    static final int INTEGER = 3;
    static final int FLOAT = 4;
    static final int LONG = 5;
    static final int DOUBLE = 6;
    static final int CLASS = 7;
    static final int STRING = 8;
    static final int FIELD = 9;
    static final int METHOD = 10;
    static final int INTERFACE_METHOD = 11;
    static final int NAME_AND_TYPE = 12;
    static final int HANDLE = 15;
    static final int METHOD_TYPE = 16;
    static final int DYNAMIC = 17;
    static final int INVOKE_DYNAMIC = 18;
    static final int MODULE = 19;
    static final int PACKAGE = 20;

    private static final int PUT_STATIC_HANDLE = 4;
    private static final int LAST_HANDLE = 9;

    private final byte[] bytes;

    /** Where the tag of each constant is; 0 for those that are none. */
    private final int[] offsets;

    private final @Nullable String[] texts;

    /** Reads where the constants are; what they refer to is not looked at. */
    ConstantPool(byte[] classFile, Cursor in) {
        bytes = classFile;
        int count = in.u2();
        offsets = new int[count];
        texts = new @Nullable String[count];
        for (int index = 1; index < count; index++) {
            offsets[index] = in.position();
            int tag = in.u1();
            switch (tag) {
                case UTF8 -> in.skip(in.u2());
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> in.skip(2);
                case HANDLE -> in.skip(3);
                case INTEGER, FLOAT, FIELD, METHOD, INTERFACE_METHOD, NAME_AND_TYPE, DYNAMIC, INVOKE_DYNAMIC ->
                    in.skip(4);
                case LONG, DOUBLE -> {
                    in.skip(8);
                    index++; // takes two places, of which the second is none
                }
                default -> throw new MalformedClassException("constant " + index + " has the unknown tag " + tag);
            }
        }
    }

    int size() {
        return offsets.length;
    }

    /** Returns the kind of a constant, 0 if there is none. */
    int tag(int index) {
        return index < offsets.length && offsets[index] != 0 ? bytes[offsets[index]] : 0;
    }

    /** Returns two bytes of a constant as a number, counted from behind its tag. */
    int u2(int index, int at) {
        int offset = offsets[index] + 1 + at;
        return (bytes[offset] & 0xFF) << 8 | (bytes[offset + 1] & 0xFF);
    }

    void require(int index, int tag) {
        if (tag(index) != tag) {
            throw new MalformedClassException(
                    "constant " + index + " has the tag " + tag(index) + " where " + tag + " is needed");
        }
    }

    String text(int index) {
        require(index, UTF8);
        String text = texts[index];
        if (text == null) {
            text = decode(index);
            texts[index] = text;
        }
        return text;
    }

    private String decode(int index) {
        int length = u2(index, 0);
        try {
            return new DataInputStream(new ByteArrayInputStream(bytes, offsets[index] + 1, length + 2)).readUTF();
        } catch (IOException e) {
            throw new MalformedClassException("constant " + index + " is no modified UTF-8");
        }
    }

    String className(int index) {
        require(index, CLASS);
        return text(u2(index, 0));
    }

    /** Returns the name of a field, method or dynamic constant, or of a name and type. */
    String nameOf(int index) {
        return text(u2(nameAndType(index), 0));
    }

    /** Returns the descriptor of a field, method or dynamic constant, or of a name and type. */
    String descriptorOf(int index) {
        return text(u2(nameAndType(index), 2));
    }

    private int nameAndType(int index) {
        return tag(index) == NAME_AND_TYPE ? index : u2(index, 2);
    }

    /** Checks that each constant refers to what its kind may refer to. */
    void check() {
        for (int index = 1; index < offsets.length; index++) {
            switch (tag(index)) {
                case CLASS -> verify(Names.isClass(className(index)), index, "names no class");
                case STRING, MODULE, PACKAGE -> require(u2(index, 0), UTF8);
                case METHOD_TYPE ->
                    verify(Names.argumentSlots(text(u2(index, 0))) >= 0, index, "is no method's descriptor");
                case FIELD -> checkMember(index, true);
                case METHOD, INTERFACE_METHOD -> checkMember(index, false);
                case DYNAMIC -> checkNameAndType(index, true);
                case INVOKE_DYNAMIC -> checkNameAndType(index, false);
                case HANDLE -> checkHandle(index);
                case NAME_AND_TYPE -> {
                    text(u2(index, 0));
                    text(u2(index, 2));
                }
                default -> {
                    // a value that refers to nothing, or no constant
                }
            }
        }
    }

    private void checkMember(int index, boolean field) {
        require(u2(index, 0), CLASS);
        checkNameAndType(index, field);
    }

    private void checkNameAndType(int index, boolean field) {
        require(u2(index, 2), NAME_AND_TYPE);
        String name = nameOf(index);
        String descriptor = descriptorOf(index);
        verify(field ? Names.isField(name) : Names.isMethod(name), index, "has an illegal name");
        verify(
                field ? Names.isFieldDescriptor(descriptor) : Names.argumentSlots(descriptor) >= 0,
                index,
                "has an illegal descriptor");
    }

    private void checkHandle(int index) {
        int kind = bytes[offsets[index] + 1];
        int target = tag(u2(index, 1));
        boolean field = kind <= PUT_STATIC_HANDLE;
        verify(kind > 0 && kind <= LAST_HANDLE, index, "is a method handle of an unknown kind");
        verify(
                field ? target == FIELD : target == METHOD || target == INTERFACE_METHOD,
                index,
                "is a method handle of something else");
    }

    private static void verify(boolean holds, int index, String fault) {
        if (!holds) {
            throw new MalformedClassException("constant " + index + " " + fault);
        }
    }
}
