package dev.reprise.it.hostile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Where the parts of a class file are that a mutation aims at. The file must be a sound one. */
final class Anatomy {

    /** Some bytes of the file. */
    record Range(int from, int to) {

        int length() {
            return to - from;
        }
    }

    private final ByteBuffer bytes;
    private final ClassReader reader;

    /** The tags of the constants. */
    final List<Integer> constants = new ArrayList<>();

    /** The four bytes that say how long an attribute is. */
    final List<Integer> lengths = new ArrayList<>();

    /** The counts of variables and stack entries before the code, and the counts of members and tables. */
    final List<Integer> counts = new ArrayList<>();

    /** The flags of fields and methods. */
    final List<Integer> flags = new ArrayList<>();

    /** The instructions of all methods. */
    final List<Range> instructions = new ArrayList<>();

    /** The entries of the exception tables. */
    final List<Range> handlers = new ArrayList<>();

    /** The contents of the StackMapTables. */
    final List<Range> frames = new ArrayList<>();

    /** The contents of all attributes. */
    final List<Range> attributes = new ArrayList<>();

    Anatomy(byte[] classFile) {
        bytes = ByteBuffer.wrap(classFile);
        reader = new ClassReader(classFile);
        for (int i = 1; i < reader.getItemCount(); i++) {
            if (reader.getItem(i) > 0) {
                constants.add(reader.getItem(i) - 1);
            }
        }
        bytes.position(reader.header + 6);
        skip(2 * count());
        readMembers();
        readMembers();
        readAttributes();
    }

    private int count() {
        counts.add(bytes.position());
        return bytes.getShort() & 0xFFFF;
    }

    private void skip(int length) {
        bytes.position(bytes.position() + length);
    }

    private void readMembers() {
        for (int left = count(); left > 0; left--) {
            flags.add(bytes.position());
            skip(6);
            readAttributes();
        }
    }

    private void readAttributes() {
        for (int left = count(); left > 0; left--) {
            String name = reader.readUTF8(bytes.position(), new char[reader.getMaxStringLength()]);
            skip(2);
            lengths.add(bytes.position());
            Range content = new Range(bytes.position() + 4, bytes.position() + 4 + bytes.getInt());
            attributes.add(content);
            switch (name) {
                case "Code" -> readCode();
                case "StackMapTable" -> frames.add(content);
                default -> {
                    // a range like any other
                }
            }
            bytes.position(content.to());
        }
    }

    private void readCode() {
        count();
        count();
        lengths.add(bytes.position());
        int end = bytes.position() + 4 + bytes.getInt();
        int start = bytes.position();
        while (bytes.position() < end) {
            int from = bytes.position();
            skip(lengthOf(from, from - start));
            instructions.add(new Range(from, bytes.position()));
        }
        for (int left = count(); left > 0; left--) {
            handlers.add(new Range(bytes.position(), bytes.position() + 8));
            skip(8);
        }
        readAttributes();
    }

    private int lengthOf(int at, int offset) {
        int opcode = bytes.get(at) & 0xFF;
        int padding = -(offset + 1) & 3;
        return switch (opcode) {
            case Opcodes.TABLESWITCH ->
                1 + padding + 12 + 4 * (bytes.getInt(at + padding + 9) - bytes.getInt(at + padding + 5) + 1);
            case Opcodes.LOOKUPSWITCH -> 1 + padding + 8 + 8 * bytes.getInt(at + padding + 5);
            case 196 -> (bytes.get(at + 1) & 0xFF) == Opcodes.IINC ? 6 : 4;
            case Opcodes.INVOKEINTERFACE, Opcodes.INVOKEDYNAMIC, 200, 201 -> 5;
            case Opcodes.MULTIANEWARRAY -> 4;
            case Opcodes.BIPUSH, Opcodes.LDC, Opcodes.NEWARRAY, Opcodes.RET -> 2;
            case Opcodes.SIPUSH,
                    19,
                    20,
                    Opcodes.IINC,
                    Opcodes.NEW,
                    Opcodes.ANEWARRAY,
                    Opcodes.CHECKCAST,
                    Opcodes.INSTANCEOF,
                    Opcodes.IFNULL,
                    Opcodes.IFNONNULL -> 3;
            default -> {
                boolean variable = (opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD)
                        || (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE);
                boolean wide = (opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR)
                        || (opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.INVOKESTATIC);
                yield variable ? 2 : wide ? 3 : 1;
            }
        };
    }
}
