package dev.reprise.transformer.internal.analyse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * A stack instruction (JVMS §6.5, dup and its relatives) as what it does to the topmost slots, the lowest being number 0.
 */
enum StackShuffle {
    NOTHING(Opcodes.NOP, 0),
    POP(Opcodes.POP, 1),
    POP2(Opcodes.POP2, 2),
    DUP(Opcodes.DUP, 1, 0, 0),
    DUP_X1(Opcodes.DUP_X1, 2, 1, 0, 1),
    DUP_X2(Opcodes.DUP_X2, 3, 2, 0, 1, 2),
    DUP2(Opcodes.DUP2, 2, 0, 1, 0, 1),
    DUP2_X1(Opcodes.DUP2_X1, 3, 1, 2, 0, 1, 2),
    DUP2_X2(Opcodes.DUP2_X2, 4, 2, 3, 0, 1, 2, 3),
    SWAP(Opcodes.SWAP, 2, 1, 0);

    private final int opcode;
    private final int operands;

    @SuppressWarnings("ImmutableEnumChecker") // the list is
    private final List<Integer> result;

    StackShuffle(int opcode, int operands, int... result) {
        this.opcode = opcode;
        this.operands = operands;
        this.result = Arrays.stream(result).boxed().toList();
    }

    static @Nullable StackShuffle of(int opcode) {
        for (StackShuffle shuffle : values()) {
            if (shuffle.opcode == opcode && shuffle != NOTHING) {
                return shuffle;
            }
        }
        return null;
    }

    /** How many slots it looks at. */
    int operands() {
        return operands;
    }

    /** Returns which operand a slot of the result is a copy of. */
    int originOf(int resultSlot) {
        return result.get(resultSlot);
    }

    /** Returns the opcode that does the same once the marked operands are gone, NOP for none, or null. */
    @Nullable
    Integer without(List<Boolean> gone) {
        int[] renumbered = new int[operands];
        int left = 0;
        for (int slot = 0; slot < operands; slot++) {
            renumbered[slot] = gone.get(slot) ? -1 : left++;
        }
        List<Integer> wanted = new ArrayList<>();
        for (int slot : result) {
            if (!gone.get(slot)) {
                wanted.add(renumbered[slot]);
            }
        }
        for (StackShuffle candidate : values()) {
            if (candidate.does(left, wanted)) {
                return candidate.opcode;
            }
        }
        return null;
    }

    /** Tells whether this turns slots 0 to {@code count} - 1 into {@code wanted}, leaving deeper ones as they are. */
    private boolean does(int count, List<Integer> wanted) {
        if (operands > count) {
            return false;
        }
        int untouched = count - operands;
        List<Integer> made = new ArrayList<>();
        for (int slot = 0; slot < untouched; slot++) {
            made.add(slot);
        }
        for (int slot : result) {
            made.add(slot + untouched);
        }
        return made.equals(wanted);
    }
}
