package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Program;
import dev.reprise.benchmarks.harness.Ring;
import org.jspecify.annotations.Nullable;

/** One machine hands items to another one through a bounded queue. */
public final class HandOver implements Program {

    private final int capacity;
    private final Ring<Machine> ready = new Ring<>();
    private final Ring<Integer> items = new Ring<>();
    private int size;
    private @Nullable Sender waitingSender;
    private @Nullable Receiver waitingReceiver;

    /** A queue that holds so many. */
    public HandOver(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public long run(int times) {
        Receiver receiver = new Receiver(times);
        ready.add(new Sender(times));
        ready.add(receiver);
        while (!ready.isEmpty()) {
            ready.remove().next();
        }
        return receiver.result;
    }

    private final class Sender extends Machine {
        private final int times;
        private int i;

        /** What is being handed over while it waits. */
        @Nullable
        Integer item;

        Sender(int times) {
            this.times = times;
        }

        @Override
        public boolean next() {
            while (i < times) {
                Integer next = i++ & 127;
                Receiver receiver = waitingReceiver;
                if (receiver != null) {
                    waitingReceiver = null;
                    receiver.item = next;
                    ready.add(receiver);
                } else if (size < capacity) {
                    items.add(next);
                    size++;
                } else {
                    item = next;
                    waitingSender = this;
                    return true;
                }
            }
            return false;
        }
    }

    private final class Receiver extends Machine {
        private final int times;
        private int i;
        private long sum;

        @Nullable
        Integer item;

        Receiver(int times) {
            this.times = times;
        }

        @Override
        public boolean next() {
            while (true) {
                Integer taken = item;
                item = null;
                if (taken == null && i < times) {
                    taken = take();
                }
                if (taken == null) {
                    break;
                }
                sum += taken;
                i++;
            }
            if (i < times) {
                waitingReceiver = this;
                return true;
            }
            result = sum;
            return false;
        }

        private @Nullable Integer take() {
            Sender sender = waitingSender;
            Integer taken = null;
            if (size > 0) {
                taken = items.remove();
                size--;
            }
            if (sender != null && sender.item != null) {
                waitingSender = null;
                ready.add(sender);
                if (taken == null) {
                    taken = sender.item;
                } else {
                    items.add(sender.item);
                    size++;
                }
            }
            return taken;
        }
    }
}
