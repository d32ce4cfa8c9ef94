package dev.reprise.transformer.internal.analyse;

import java.util.BitSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries a set forward from the entry of a method along all its ways, until nothing changes any more. Any instruction may
 * throw, before or after it has had its effect.
 */
final class ForwardFlow {

    /** What an instruction makes of the set that reaches it. */
    interface Effect {

        /** Returns the set after the instruction, {@code in} itself if it is the same; {@code in} is not changed. */
        BitSet after(int index, BitSet in);
    }

    private final ControlFlow flow;
    private final Effect effect;
    private final BiConsumer<BitSet, BitSet> merge;

    /** Never changed in place: instructions between which nothing changes share a set. */
    private final @Nullable BitSet[] before;

    /** The instructions that are to be looked at. Taken in the order of the code, few are looked at twice. */
    private final boolean[] pending;

    /** Whether there is something to look at before the instruction that is looked at. */
    private boolean jumpedBack;

    private ForwardFlow(ControlFlow flow, Effect effect, BiConsumer<BitSet, BitSet> merge) {
        this.flow = flow;
        this.effect = effect;
        this.merge = merge;
        this.before = new @Nullable BitSet[flow.size()];
        this.pending = new boolean[flow.size()];
    }

    /**
     * Returns the set before each instruction, null where control never comes.
     *
     * @param merge adds a second way's set to the first one: {@link BitSet#or} or {@link BitSet#and}
     */
    static @Nullable BitSet[] propagate(
            ControlFlow flow, BitSet entry, Effect effect, BiConsumer<BitSet, BitSet> merge) {
        ForwardFlow forward = new ForwardFlow(flow, effect, merge);
        forward.reach(0, 0, entry);
        forward.run();
        return forward.before;
    }

    private void run() {
        while (jumpedBack) {
            jumpedBack = false;
            for (int i = 0; i < pending.length; i++) {
                BitSet in = before[i];
                if (pending[i] && in != null) {
                    pending[i] = false;
                    pass(i, in);
                }
            }
        }
    }

    private void pass(int index, BitSet in) {
        BitSet out = effect.after(index, in);
        for (int successor : flow.successors(index)) {
            reach(index, successor, out);
        }
        for (int handler : flow.handlers(index)) {
            reach(index, handler, in);
            reach(index, handler, out);
        }
    }

    private void reach(int from, int to, BitSet set) {
        BitSet known = before[to];
        BitSet now = known == null ? set : merged(known, set);
        if (!now.equals(known)) {
            before[to] = now;
            pending[to] = true;
            jumpedBack |= to <= from;
        }
    }

    private BitSet merged(BitSet known, BitSet set) {
        if (known.equals(set)) {
            return known;
        }
        BitSet merged = (BitSet) known.clone();
        merge.accept(merged, set);
        return merged;
    }
}
