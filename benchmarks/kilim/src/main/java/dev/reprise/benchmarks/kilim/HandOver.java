package dev.reprise.benchmarks.kilim;

import dev.reprise.benchmarks.harness.Program;
import kilim.Mailbox;
import kilim.Pausable;
import kilim.Scheduler;
import kilim.Task;

/** One task hands items to another one through a mailbox; one of no capacity there is not, so it holds one at least. */
public final class HandOver implements Program {

    private final Scheduler scheduler = Scheduler.make(1);
    private final int capacity;

    /** A mailbox that holds so many. */
    public HandOver(int capacity) {
        this.capacity = Math.max(1, capacity);
    }

    @Override
    public long run(int times) {
        Mailbox<Integer> mailbox = new Mailbox<>(1, capacity);
        Receiver receiver = new Receiver(mailbox, times);
        new Sender(mailbox, times).setScheduler(scheduler).start();
        receiver.setScheduler(scheduler).start();
        receiver.joinb();
        return receiver.sum;
    }

    private static final class Sender extends Task<Object> {
        private final Mailbox<Integer> mailbox;
        private final int times;

        Sender(Mailbox<Integer> mailbox, int times) {
            this.mailbox = mailbox;
            this.times = times;
        }

        @Override
        public void execute() throws Pausable {
            for (int i = 0; i < times; i++) {
                mailbox.put(i & 127);
            }
        }
    }

    private static final class Receiver extends Task<Object> {
        private final Mailbox<Integer> mailbox;
        private final int times;
        private long sum;

        Receiver(Mailbox<Integer> mailbox, int times) {
            this.mailbox = mailbox;
            this.times = times;
        }

        @Override
        public void execute() throws Pausable {
            long result = 0;
            for (int i = 0; i < times; i++) {
                result += mailbox.get();
            }
            sum = result;
        }
    }
}
