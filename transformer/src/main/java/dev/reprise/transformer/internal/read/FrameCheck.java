package dev.reprise.transformer.internal.read;

import java.util.BitSet;

/** The frames of a StackMapTable (JVMS §4.7.4): each is whole and fits into the method's stack and variables. */
final class FrameCheck {

    private static final int OBJECT = 7;
    private static final int UNINITIALISED = 8;

    private static final int SAME_LOCALS_ONE_ENTRY = 64;
    private static final int RESERVED = 128;
    private static final int SAME_LOCALS_ONE_ENTRY_FAR = 247;
    private static final int SAME_FAR = 251;
    private static final int FULL = 255;

    private final Cursor in;
    private final ConstantPool pool;
    private final CodeCheck code;
    private final BitSet offsets = new BitSet();
    private int locals;
    private long types;

    /**
     * Reads all frames.
     *
     * @param arguments how many variables the method begins with
     */
    FrameCheck(Cursor in, ConstantPool pool, CodeCheck code, int arguments) {
        this.in = in;
        this.pool = pool;
        this.code = code;
        this.locals = arguments;
        int offset = -1;
        for (int left = in.u2(); left > 0; left--) {
            offset += 1 + readFrame();
            if (!code.isInstruction(offset)) {
                throw in.fault("has a frame at byte " + offset + " of the code, where no instruction begins");
            }
            offsets.set(offset);
        }
        in.requireEnd();
    }

    /** Returns where the frames are in the code. */
    BitSet offsets() {
        return offsets;
    }

    /** Returns how many types the frames have once each is written in full. */
    long types() {
        return types;
    }

    /** Reads a frame and returns its distance from the one before. */
    private int readFrame() {
        int kind = in.u1();
        int distance = kind < SAME_LOCALS_ONE_ENTRY ? kind : kind - SAME_LOCALS_ONE_ENTRY;
        int stack = 0;
        if (kind >= RESERVED && kind < SAME_LOCALS_ONE_ENTRY_FAR) {
            throw in.fault("has a frame of the unknown kind " + kind);
        }
        if (kind >= SAME_LOCALS_ONE_ENTRY_FAR) {
            distance = in.u2();
        }
        if (kind == FULL) {
            locals = in.u2();
            readTypes(locals);
            stack = in.u2();
            readTypes(stack);
        } else if (kind >= SAME_FAR) {
            locals += kind - SAME_FAR;
            readTypes(kind - SAME_FAR);
        } else if (kind > SAME_LOCALS_ONE_ENTRY_FAR) {
            locals -= SAME_FAR - kind;
        } else if (kind >= SAME_LOCALS_ONE_ENTRY) {
            stack = 1;
            readTypes(stack);
        }
        if (locals < 0 || locals > code.maxLocals() || stack > code.maxStack()) {
            throw in.fault("has a frame of " + locals + " variables and " + stack + " values on the stack");
        }
        types += locals + stack;
        return distance;
    }

    private void readTypes(int count) {
        for (int left = count; left > 0; left--) {
            int kind = in.u1();
            if (kind == OBJECT) {
                pool.require(in.u2(), ConstantPool.CLASS);
            } else if (kind == UNINITIALISED) {
                int creation = in.u2();
                if (!code.isCreation(creation)) {
                    throw in.fault("names a NEW at byte " + creation + " of the code, where there is none");
                }
            } else if (kind > UNINITIALISED) {
                throw in.fault("has a type of the unknown kind " + kind);
            }
        }
    }
}
