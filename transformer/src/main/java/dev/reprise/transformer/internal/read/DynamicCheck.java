package dev.reprise.transformer.internal.read;

import java.util.ArrayList;
import java.util.List;

/**
 * The bootstrap methods that dynamic constants and calls name (JVMS §4.7.23). An argument may itself be a dynamic
 * constant, and readers follow them: so they must not go in a circle nor multiply.
 */
final class DynamicCheck {

    /** Compilers do not nest them at all. */
    private static final int DEEPEST = 16;

    private static final int LARGEST = 1_000;

    private final ConstantPool pool;
    private final List<int[]> arguments = new ArrayList<>();
    private final int[] sizes;

    private DynamicCheck(ConstantPool pool) {
        this.pool = pool;
        this.sizes = new int[pool.size()];
    }

    /** Checks all constants of a class. */
    static void check(ConstantPool pool, List<Cursor> bootstrapMethods) {
        DynamicCheck check = new DynamicCheck(pool);
        bootstrapMethods.forEach(attribute -> check.readArguments(attribute.again()));
        for (int index = 1; index < pool.size(); index++) {
            if (check.isDynamic(index)) {
                check.sizeOf(index, 0);
            }
        }
    }

    private void readArguments(Cursor in) {
        for (int left = in.u2(); left > 0; left--) {
            in.skip(2);
            int[] list = new int[in.u2()];
            for (int i = 0; i < list.length; i++) {
                list[i] = in.u2();
            }
            arguments.add(list);
        }
    }

    private boolean isDynamic(int index) {
        return pool.tag(index) == ConstantPool.DYNAMIC || pool.tag(index) == ConstantPool.INVOKE_DYNAMIC;
    }

    /** Returns how many constants there are in one with its arguments, theirs, and so on. */
    private int sizeOf(int index, int depth) {
        if (!isDynamic(index)) {
            return 1;
        }
        if (sizes[index] == 0) {
            int method = pool.u2(index, 0);
            if (method >= arguments.size()) {
                throw new MalformedClassException("constant " + index + " names a bootstrap method that is missing");
            }
            int size = 1;
            for (int argument : arguments.get(method)) {
                size += depth < DEEPEST ? sizeOf(argument, depth + 1) : LARGEST;
                if (size > LARGEST) {
                    throw new MalformedClassException("constant " + index
                            + " has too many arguments that are dynamic constants themselves, or is its own argument");
                }
            }
            sizes[index] = size;
        }
        return sizes[index];
    }
}
