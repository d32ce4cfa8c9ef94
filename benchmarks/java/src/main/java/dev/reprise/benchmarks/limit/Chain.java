package dev.reprise.benchmarks.limit;

import org.jspecify.annotations.Nullable;

/** The callees. One that suspends leaves a frame in the context, on top of which each caller puts its own. */
final class Chain {

    private Chain() {}

    static final class Context {
        @Nullable
        Frame frame;
    }

    /** What a suspended call would go on with. */
    private static final class Frame {
        final int i;
        final @Nullable Frame callee;

        Frame(int i, @Nullable Frame callee) {
            this.i = i;
            this.callee = callee;
        }

        @Override
        public String toString() {
            return i + " over " + callee;
        }
    }

    static int level5(int i, Context context) {
        int result = level4(i, context);
        return context.frame == null ? result + 1 : suspended(i, context);
    }

    private static int level4(int i, Context context) {
        int result = level3(i, context);
        return context.frame == null ? result + 1 : suspended(i, context);
    }

    private static int level3(int i, Context context) {
        int result = level2(i, context);
        return context.frame == null ? result + 1 : suspended(i, context);
    }

    private static int level2(int i, Context context) {
        int result = level1(i, context);
        return context.frame == null ? result + 1 : suspended(i, context);
    }

    static int level1(int i, Context context) {
        return i < 0 ? suspended(i, context) : i + 1;
    }

    private static int suspended(int i, Context context) {
        context.frame = new Frame(i, context.frame);
        return 0;
    }
}
