package dev.reprise.transformer.internal.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Opcodes;

/** In these tests a stack is a word, its top to the right, and each slot a letter. */
class StackShuffleTest {

    private static final List<Integer> OPCODES = List.of(
            Opcodes.POP,
            Opcodes.POP2,
            Opcodes.DUP,
            Opcodes.DUP_X1,
            Opcodes.DUP_X2,
            Opcodes.DUP2,
            Opcodes.DUP2_X1,
            Opcodes.DUP2_X2,
            Opcodes.SWAP);

    /** What the instruction does, as JVMS §6.5 has it: a copy of the top {@code count} goes below the next ones. */
    private static String run(int opcode, String stack) {
        return switch (opcode) {
            case Opcodes.NOP -> stack;
            case Opcodes.POP -> stack.substring(0, stack.length() - 1);
            case Opcodes.POP2 -> stack.substring(0, stack.length() - 2);
            case Opcodes.DUP -> copied(stack, 1, 0);
            case Opcodes.DUP_X1 -> copied(stack, 1, 1);
            case Opcodes.DUP_X2 -> copied(stack, 1, 2);
            case Opcodes.DUP2 -> copied(stack, 2, 0);
            case Opcodes.DUP2_X1 -> copied(stack, 2, 1);
            case Opcodes.DUP2_X2 -> copied(stack, 2, 2);
            case Opcodes.SWAP -> copied(stack, 1, 1).substring(0, stack.length());
            default -> throw new IllegalArgumentException("opcode " + opcode);
        };
    }

    private static String copied(String stack, int count, int below) {
        int top = stack.length() - count;
        return stack.substring(0, top - below) + stack.substring(top) + stack.substring(top - below);
    }

    private static int operandsOf(int opcode) {
        return switch (opcode) {
            case Opcodes.POP, Opcodes.DUP -> 1;
            case Opcodes.POP2, Opcodes.DUP_X1, Opcodes.DUP2, Opcodes.SWAP -> 2;
            case Opcodes.DUP_X2, Opcodes.DUP2_X1 -> 3;
            default -> 4;
        };
    }

    static Stream<Arguments> opcodesWithRemovedOperands() {
        return OPCODES.stream()
                .flatMap(opcode ->
                        IntStream.range(0, 1 << operandsOf(opcode)).mapToObj(removed -> Arguments.of(opcode, removed)));
    }

    /** Bit i of {@code removed} is set if operand i, the lowest being number 0, is gone. */
    @ParameterizedTest(name = "opcode {0} without operands {1}")
    @MethodSource("opcodesWithRemovedOperands")
    void leavesOfTheResultWhatIsNotRemoved(int opcode, int removed) {
        StackShuffle shuffle = Objects.requireNonNull(StackShuffle.of(opcode));
        int operands = operandsOf(opcode);
        assertEquals(operands, shuffle.operands());
        String before = "xy" + "abcd".substring(0, operands);
        List<Boolean> gone = new ArrayList<>();
        String goneLetters = "";
        for (int i = 0; i < operands; i++) {
            boolean isGone = (removed & 1 << i) != 0;
            gone.add(isGone);
            goneLetters += isGone ? before.charAt(2 + i) : "";
        }
        String wanted = without(goneLetters, run(opcode, before));

        Integer replacement = shuffle.without(gone);

        String remaining = without(goneLetters, before);
        if (replacement == null) {
            // nothing fits that only looks at the operands
            Stream.concat(Stream.of(Opcodes.NOP), OPCODES.stream())
                    .filter(other -> other == Opcodes.NOP || operandsOf(other) <= remaining.length() - 2)
                    .forEach(other -> assertNotEquals(wanted, run(other, remaining), "opcode " + other));
        } else {
            assertEquals(wanted, run(replacement, remaining), "with opcode " + replacement);
        }
    }

    private static String without(String letters, String stack) {
        return letters.isEmpty() ? stack : stack.replaceAll("[" + letters + "]", "");
    }

    @Test
    void withoutAnyRemovalStaysWhatItIs() {
        for (int opcode : OPCODES) {
            StackShuffle shuffle = Objects.requireNonNull(StackShuffle.of(opcode));
            assertEquals(
                    opcode,
                    shuffle.without(IntStream.range(0, operandsOf(opcode))
                            .mapToObj(i -> false)
                            .toList()));
        }
    }

    @Test
    void withoutAnyOperandNothingIsLeftToDo() {
        for (int opcode : OPCODES) {
            StackShuffle shuffle = Objects.requireNonNull(StackShuffle.of(opcode));
            assertEquals(
                    Opcodes.NOP,
                    shuffle.without(IntStream.range(0, operandsOf(opcode))
                            .mapToObj(i -> true)
                            .toList()));
        }
    }

    @Test
    void otherInstructionsAreNoShuffles() {
        assertNull(StackShuffle.of(Opcodes.NOP));
        assertNull(StackShuffle.of(Opcodes.IADD));
        assertNull(StackShuffle.of(-1), "a label");
        assertSame(StackShuffle.SWAP, StackShuffle.of(Opcodes.SWAP));
    }
}
