package dev.reprise.transformer.internal.read;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;

/**
 * The static constraints on the code of one method (JVMS §4.9.1), as far as a reader depends on them: each instruction is
 * whole, refers to what it may refer to, and goes on or jumps to an instruction. Types are not looked at.
 */
final class CodeCheck {

    private static final int LARGEST_METHOD = 65_535;

    /**
     * How many bytes the exception ranges of one method may cover together. ASM makes an edge for each; compilers stay
     * far below, even with tries nested thirty deep in a method of 64 KB.
     */
    private static final int MOST_COVERED = 4_000_000;

    /** The first version whose class files the JVM verifies by the StackMapTable alone, and without subroutines. */
    private static final int FIRST_TYPE_CHECKED = Opcodes.V1_7;

    /**
     * The operands of each instruction: . none; b w one and two bytes; v a variable; l L K a constant by one byte, by two,
     * of two slots; c a class; f a field; M a method; I an interface's; D a dynamic call; A the class and the dimensions of
     * an array; i a variable and a number; j J jumps by two and four bytes; t s switches; x wide.
     */
    private static final String OPERANDS = ".".repeat(16) + "bwlLK" + "v".repeat(5) + ".".repeat(28) + "v".repeat(5)
            + ".".repeat(73) + "i" + ".".repeat(20) + "j".repeat(16) + "vts" + "......" + "ffff" + "MMMID" + "cbc..cc.."
            + "xAjjJJ";

    private static final String SINGLE = "\3\4\7\10\17\20\21";
    private static final String DOUBLE = "\5\6\21";

    private static final int JSR_W = 201;
    private static final int GOTO_W = 200;
    private static final int ILOAD_0 = 26;
    private static final int ALOAD_3 = 45;
    private static final int ISTORE_0 = 59;
    private static final int ASTORE_3 = 78;

    private final ConstantPool pool;
    private final boolean typeChecked;
    private final int maxStack;
    private final int maxLocals;
    private final Cursor code;
    private final BitSet starts = new BitSet();
    private final BitSet creations = new BitSet();

    /** The instructions that need a frame, since control reaches them not only from the one before. */
    private final BitSet joins = new BitSet();

    /** Reads the code from the beginning of a Code attribute up to its own attributes. */
    CodeCheck(Cursor in, ConstantPool pool, int version) {
        this.pool = pool;
        this.typeChecked = version >= FIRST_TYPE_CHECKED;
        maxStack = in.u2();
        maxLocals = in.u2();
        int length = in.s4();
        if (length <= 0 || length > LARGEST_METHOD) {
            throw in.fault("has instructions of " + length + " bytes");
        }
        code = in.take(length, "the code");
        while (!code.atEnd()) {
            readInstruction();
        }
        readRanges(in);
        if (joins.length() > code.length()) {
            throw code.fault("ends without a return or a jump");
        }
        joins.stream().filter(target -> !starts.get(target)).findFirst().ifPresent(target -> {
            throw code.fault("jumps to byte " + target + " of it, where no instruction begins");
        });
    }

    int maxStack() {
        return maxStack;
    }

    int maxLocals() {
        return maxLocals;
    }

    int length() {
        return code.length();
    }

    boolean isInstruction(int offset) {
        return starts.get(offset);
    }

    boolean isCreation(int offset) {
        return creations.get(offset);
    }

    /** Checks that there is a frame wherever control comes together: without one, nothing is known of the types there. */
    void requireFrames(BitSet frames) {
        if (typeChecked) {
            joins.andNot(frames);
            if (!joins.isEmpty()) {
                throw code.fault("has no stack map frame at byte " + joins.nextSetBit(0) + " of it");
            }
        }
    }

    private void readInstruction() {
        int at = code.offset();
        starts.set(at);
        int opcode = code.u1();
        if (opcode > JSR_W) {
            throw code.fault("has the unknown instruction " + opcode);
        }
        switch (OPERANDS.charAt(opcode)) {
            case 'b' -> code.skip(1);
            case 'w' -> code.skip(2);
            case 'v' -> variable(code.u1());
            case 'i' -> {
                variable(code.u1());
                code.skip(1);
            }
            case 'l' -> constant(code.u1(), SINGLE);
            case 'L' -> constant(code.u2(), SINGLE);
            case 'K' -> constant(code.u2(), DOUBLE);
            case 'f' -> constant(code.u2(), "\11");
            case 'c' -> constant(code.u2(), "\7");
            case 'M' -> constant(code.u2(), opcode == Opcodes.INVOKEVIRTUAL ? "\12" : "\12\13");
            case 'I' -> {
                constant(code.u2(), "\13");
                code.skip(2);
            }
            case 'D' -> {
                constant(code.u2(), "\22");
                code.skip(2);
            }
            case 'A' -> array(code.u2(), code.u1());
            case 'j' -> joins.set(target(at, code.s2()));
            case 'J' -> joins.set(target(at, code.s4()));
            case 't' -> tableSwitch(at);
            case 's' -> lookupSwitch(at);
            case 'x' -> wide();
            default -> implicitVariable(opcode);
        }
        if (opcode == Opcodes.NEW) {
            creations.set(at);
        }
        if (!goesOn(opcode)) {
            if (!code.atEnd()) {
                joins.set(code.offset()); // the verifier wants a frame even where nothing comes
            }
        } else if (code.atEnd()) {
            joins.set(code.offset());
        }
        if (typeChecked && isSubroutine(opcode)) {
            throw code.fault("has a subroutine, which no class file since Java 7 may have");
        }
    }

    private static boolean isSubroutine(int opcode) {
        return opcode == Opcodes.JSR || opcode == Opcodes.RET || opcode == JSR_W;
    }

    private static boolean goesOn(int opcode) {
        boolean leaves = opcode >= Opcodes.RET && opcode <= Opcodes.RETURN; // with the switches between them
        return !leaves && opcode != Opcodes.GOTO && opcode != GOTO_W && opcode != Opcodes.ATHROW;
    }

    private void variable(int number) {
        if (number >= maxLocals) {
            throw code.fault("uses variable " + number + " of " + maxLocals);
        }
    }

    private void implicitVariable(int opcode) {
        if (opcode >= ILOAD_0 && opcode <= ALOAD_3) {
            variable((opcode - ILOAD_0) & 3);
        } else if (opcode >= ISTORE_0 && opcode <= ASTORE_3) {
            variable((opcode - ISTORE_0) & 3);
        }
    }

    private void constant(int index, String tags) {
        if (pool.tag(index) == 0 || tags.indexOf(pool.tag(index)) < 0) {
            throw code.fault("refers to constant " + index + ", which does not fit");
        }
    }

    private void array(int index, int dimensions) {
        constant(index, "\7");
        if (dimensions == 0 || !pool.className(index).startsWith("[".repeat(dimensions))) {
            throw code.fault("makes an array of " + dimensions + " dimensions of another type");
        }
    }

    /** Returns where a jump goes; that an instruction begins there is checked when all are known. */
    private int target(int from, int distance) {
        int target = from + distance;
        if (target < 0 || target >= code.length()) {
            throw code.fault("jumps out of the method");
        }
        return target;
    }

    private void tableSwitch(int at) {
        align();
        joins.set(target(at, code.s4()));
        long lowest = code.s4();
        long highest = code.s4();
        jumps(at, highest - lowest + 1, 0);
    }

    private void lookupSwitch(int at) {
        align();
        joins.set(target(at, code.s4()));
        jumps(at, code.s4(), 4);
    }

    private void jumps(int at, long count, int keySize) {
        if (count < 0 || count > code.length()) {
            throw code.fault("has a switch of " + count + " cases");
        }
        for (long left = count; left > 0; left--) {
            code.skip(keySize);
            joins.set(target(at, code.s4()));
        }
    }

    private void align() {
        code.skip(-code.offset() & 3);
    }

    private void wide() {
        int opcode = code.u1();
        char operands = opcode > JSR_W ? '.' : OPERANDS.charAt(opcode);
        if (operands != 'v' && operands != 'i') {
            throw code.fault("has a wide instruction that does not exist");
        }
        variable(code.u2());
        if (operands == 'i') {
            code.skip(2);
        }
        if (typeChecked && opcode == Opcodes.RET) {
            throw code.fault("has a subroutine, which no class file since Java 7 may have");
        }
    }

    private void readRanges(Cursor in) {
        long covered = 0;
        for (int left = in.u2(); left > 0; left--) {
            int start = in.u2();
            int end = in.u2();
            int handler = in.u2();
            int type = in.u2();
            if (start >= end || !starts.get(start) || !(starts.get(end) || end == code.length())) {
                throw in.fault("has an exception range from byte " + start + " to " + end);
            }
            if (type != 0) {
                pool.require(type, ConstantPool.CLASS);
            }
            joins.set(target(0, handler));
            covered += end - start;
        }
        if (covered > MOST_COVERED) {
            throw in.fault("has too many exception ranges around the same code");
        }
    }
}
