package dev.reprise.transformer.internal.analyse;

import java.util.Random;
import org.objectweb.asm.Opcodes;

/** Code with random jumps, switches, exception ranges, and uses of the variables 0 to 2. It need not verify. */
final class RandomCode {

    private RandomCode() {}

    static Code of(Random random) {
        int size = 4 + random.nextInt(20);
        Code code = new Code();
        for (int i = random.nextInt(3); i > 0; i--) {
            int from = random.nextInt(size);
            int to = from + 1 + random.nextInt(size - from);
            code.protect("at" + from, "at" + to, "at" + random.nextInt(size));
        }
        for (int i = 0; i < size; i++) {
            code.mark("at" + i);
            String target = "at" + random.nextInt(size);
            switch (random.nextInt(9)) {
                case 0, 1 -> code.var(Opcodes.ILOAD, random.nextInt(3));
                case 2, 3 -> code.var(Opcodes.ISTORE, random.nextInt(3));
                case 4 -> code.increment(random.nextInt(3));
                case 5 -> code.jump(Opcodes.GOTO, target);
                case 6 -> code.jump(Opcodes.IFEQ, target);
                case 7 -> code.table(target, "at" + random.nextInt(size));
                default -> code.op(random.nextBoolean() ? Opcodes.NOP : Opcodes.ATHROW);
            }
        }
        return code.mark("at" + size).op(Opcodes.RETURN);
    }
}
