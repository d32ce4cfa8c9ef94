package dev.reprise.sync;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ChannelTest extends SyncRun {

    private final Channel<Integer> channel = Channel.open(2);
    private final Sender<Integer> sender = channel.sender();
    private final Receiver<Integer> receiver = channel.receiver();

    @Async
    private Coroutine<Void> sendingAll(Sender<Integer> to, int first, int end) {
        try (to) {
            for (int item = first; item < end; item++) {
                await(to.send(item));
                log.add("sent " + item);
            }
        }
        return Coroutine.done();
    }

    @Async
    static Coroutine<List<Integer>> receivingAll(Receiver<Integer> from) {
        List<Integer> items = new ArrayList<>();
        try (from) {
            while (await(from.hasNext())) {
                items.add(from.next());
            }
        }
        return Coroutine.of(items);
    }

    // --------------------------------------------------------------------------------------------- send and receive

    @Test
    void aSendWaitsWhenTheChannelIsFull() {
        Task<Void> sending = start(sendingAll(sender, 0, 4));
        onePass();
        assertEquals(List.of("sent 0", "sent 1"), log);
        assertEquals(0, atOnce(receiver.receive()));
        onePass();
        assertEquals(List.of("sent 0", "sent 1", "sent 2"), log);
        assertEquals(List.of(1, 2, 3), run(receivingAll(receiver)));
        assertDone(sending);
    }

    @Test
    void aReceiveWaitsWhenTheChannelIsEmpty() {
        Task<Integer> first = waiting(receiver.receive());
        Task<Integer> second = waiting(receiver.receive());
        sender.sendNowait(1);
        sender.sendNowait(2);
        assertEquals(1, run(first));
        assertEquals(2, run(second));
    }

    @Test
    void whatNeedNotWaitDoesNot() {
        atOnce(sender.send(1));
        sender.sendNowait(2);
        assertTrue(atOnce(receiver.hasNext()));
        assertEquals(1, atOnce(receiver.receive()));
        assertEquals(2, receiver.receiveNowait());
    }

    @Test
    void whatWouldWaitIsRefusedNow() {
        assertThrows(WouldBlock.class, receiver::receiveNowait);
        sender.sendNowait(1);
        sender.sendNowait(2);
        assertThrows(WouldBlock.class, () -> sender.sendNowait(3));
        assertThrows(NullPointerException.class, () -> sender.sendNowait(nothing()));
    }

    @SuppressWarnings("NullAway") // on purpose
    private static Integer nothing() {
        return null;
    }

    @Test
    void withCapacityZeroASendWaitsForAReceive() {
        Channel<Integer> rendezvous = Channel.open(0);
        assertThrows(WouldBlock.class, () -> rendezvous.sender().sendNowait(1));
        assertThrows(WouldBlock.class, () -> rendezvous.receiver().receiveNowait());
        Task<Void> sending = waiting(rendezvous.sender().send(1));
        Task<Void> next = waiting(rendezvous.sender().send(2));
        onePass();
        assertFalse(sending.done());
        assertEquals(1, atOnce(rendezvous.receiver().receive()));
        assertEquals(2, rendezvous.receiver().receiveNowait());
        run(sending);
        run(next);
    }

    @Test
    void withCapacityZeroASendToAWaitingReceiverIsDoneAtOnce() {
        Channel<Integer> rendezvous = Channel.open(0);
        Task<Integer> receiving = waiting(rendezvous.receiver().receive());
        rendezvous.sender().sendNowait(1);
        assertThrows(WouldBlock.class, () -> rendezvous.sender().sendNowait(2), "there was one receiver");
        assertEquals(1, run(receiving));
    }

    @Test
    void withoutALimitASendNeverWaits() {
        Channel<Integer> unlimited = Channel.open(Channel.UNLIMITED);
        Task<Integer> receiving = waiting(unlimited.receiver().receive());
        for (int i = 0; i < 10_000; i++) {
            unlimited.sender().sendNowait(i);
        }
        assertEquals(0, run(receiving));
        assertEquals(9_999, unlimited.receiver().statistics().items());
    }

    @Test
    void aNegativeCapacityIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Channel.open(-1));
    }

    // ----------------------------------------------------------------------------------------------------- fairness

    @Test
    void aNewcomerOvertakesNoSenderThatWaits() {
        sender.sendNowait(0);
        sender.sendNowait(1);
        Task<Void> first = waiting(sender.send(2));
        Task<Void> second = waiting(sender.send(3));
        assertEquals(0, receiver.receiveNowait());
        assertThrows(WouldBlock.class, () -> sender.sendNowait(4), "others are before it");
        onePass();
        assertDone(first);
        assertFalse(second.done());
        assertEquals(1, receiver.receiveNowait());
        assertEquals(2, receiver.receiveNowait());
        assertEquals(3, receiver.receiveNowait());
        run(second);
    }

    @Test
    void aReceiverThatWasHandedItsItemHoldsNobodyUp() {
        Task<Integer> first = waiting(receiver.receive());
        sender.sendNowait(1);
        sender.sendNowait(2);
        assertEquals(2, receiver.receiveNowait());
        assertThrows(WouldBlock.class, receiver::receiveNowait, "the other item has its receiver");
        assertEquals(1, run(first));
    }

    @Test
    void anItemForAReceiverThatIsCancelledGoesToTheNextThatComes() {
        Channel<Integer> rendezvous = Channel.open(0);
        Task<Integer> cancelled = waiting(rendezvous.receiver().receive());
        atOnce(rendezvous.sender().send(1));
        cancelled.cancel();
        onePass();
        assertTrue(cancelled.cancelled());
        Task<Void> second = waiting(rendezvous.sender().send(2)); // nobody waits for it
        assertFalse(second.done());
        assertEquals(1, atOnce(rendezvous.receiver().receive()));
        assertEquals(2, atOnce(rendezvous.receiver().receive()));
        run(second);
    }

    // -------------------------------------------------------------------------------------------------------- the end

    @Test
    void whatWasSentBeforeTheEndIsStillReceived() {
        sender.sendNowait(1);
        sender.close();
        assertEquals(1, atOnce(receiver.receive()));
        assertThrows(EndOfChannel.class, () -> atOnce(receiver.receive()));
        assertThrows(EndOfChannel.class, receiver::receiveNowait);
        assertFalse(atOnce(receiver.hasNext()));
    }

    @Test
    void theLastSenderEndsTheReceiversThatWait() {
        Sender<Integer> other = sender.clone();
        Task<Integer> receiving = waiting(receiver.receive());
        Task<List<Integer>> loopOver = waiting(receivingAll(receiver.clone()));
        sender.close();
        onePass();
        assertFalse(receiving.done(), "another sender is open");
        other.close();
        onePass();
        assertThrows(EndOfChannel.class, receiving::result);
        assertEquals(List.of(), loopOver.result());
    }

    @Test
    void theLastReceiverBreaksTheSendersThatWait() {
        Receiver<Integer> other = receiver.clone();
        sender.sendNowait(0);
        sender.sendNowait(1);
        Task<Void> sending = waiting(sender.send(2));
        receiver.close();
        onePass();
        assertFalse(sending.done(), "another receiver is open");
        other.close();
        onePass();
        assertThrows(BrokenResource.class, sending::result);
        assertThrows(BrokenResource.class, () -> sender.sendNowait(3));
        assertThrows(BrokenResource.class, () -> atOnce(sender.send(3)));
        assertEquals(0, sender.statistics().items(), "nobody can receive what was sent");
    }

    @Test
    void aClosedHalfRefusesAll() {
        sender.close();
        sender.close();
        assertThrows(ClosedResource.class, () -> sender.sendNowait(1));
        assertThrows(ClosedResource.class, () -> atOnce(sender.send(1)));
        assertThrows(ClosedResource.class, sender::clone);
        receiver.close();
        assertThrows(ClosedResource.class, receiver::receiveNowait);
        assertThrows(ClosedResource.class, receiver::next);
        assertThrows(ClosedResource.class, () -> atOnce(receiver.receive()));
        assertThrows(ClosedResource.class, () -> atOnce(receiver.hasNext()));
        assertThrows(ClosedResource.class, receiver::clone);
    }

    @Test
    void aCloseEndsWhatWaitsByThatHalfAndNotWhatWaitsByItsClones() {
        Receiver<Integer> other = receiver.clone();
        Task<Integer> byOne = waiting(receiver.receive());
        Task<Boolean> alsoByOne = waiting(receiver.hasNext());
        Task<Integer> byOther = waiting(other.receive());
        receiver.close();
        onePass();
        assertThrows(ClosedResource.class, byOne::result);
        assertThrows(ClosedResource.class, alsoByOne::result);
        onePass();
        assertFalse(byOther.done());
        sender.sendNowait(1);
        assertEquals(1, run(byOther));
    }

    @Test
    void aCloseEndsTheSendsOfThatHalfAndKeepsTheOrderOfTheOthers() {
        sender.sendNowait(0);
        sender.sendNowait(1);
        Sender<Integer> other = sender.clone();
        Task<Void> a = waiting(other.send(2));
        Task<Void> closed = waiting(sender.send(-1));
        Task<Void> b = waiting(other.send(3));
        sender.close();
        onePass();
        assertThrows(ClosedResource.class, closed::result);
        Task<List<Integer>> all = start(receivingAll(receiver));
        run(a);
        run(b);
        other.close();
        assertEquals(List.of(0, 1, 2, 3), run(all));
    }

    @Test
    void aCloseTakesBackNothingThatWasHandedOver() {
        Receiver<Integer> other = receiver.clone();
        Task<Integer> byOne = waiting(receiver.receive());
        Task<Integer> byOther = waiting(other.receive());
        sender.sendNowait(1);
        receiver.close();
        assertEquals(1, run(byOne));
        assertFalse(byOther.done());
    }

    @Test
    void anItemThatAHalfFoundAndWasClosedForGoesToAnother() {
        Receiver<Integer> other = receiver.clone();
        Task<Boolean> byOne = waiting(receiver.hasNext());
        Task<Integer> byOther = waiting(other.receive());
        sender.sendNowait(1);
        receiver.close();
        assertEquals(1, run(byOther));
        assertThrows(ClosedResource.class, byOne::result);
    }

    // --------------------------------------------------------------------------------------------------------- loops

    @Test
    void severalSendersAndReceiversShareTheChannel() {
        Task<Void> one = start(sendingAll(sender.clone(), 0, 50));
        Task<Void> two = start(sendingAll(sender.clone(), 100, 150));
        sender.close();
        Task<List<Integer>> left = start(receivingAll(receiver.clone()));
        Task<List<Integer>> right = start(receivingAll(receiver.clone()));
        receiver.close();
        loop.run();
        assertDone(one);
        assertDone(two);
        List<Integer> all = new ArrayList<>(left.result());
        all.addAll(right.result());
        all.sort(null);
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            expected.add(i);
        }
        for (int i = 100; i < 150; i++) {
            expected.add(i);
        }
        assertEquals(expected, all);
    }

    @Test
    void hasNextTakesNothing() {
        sender.sendNowait(1);
        assertTrue(atOnce(receiver.hasNext()));
        assertTrue(atOnce(receiver.hasNext()));
        assertEquals(1, receiver.next());
        assertThrows(NoSuchElementException.class, receiver::next);
    }

    @Test
    void hasNextThatIsNotFollowedByNextLeavesTheItemToTheNextReceiver() {
        Task<Boolean> asked = waiting(receiver.hasNext());
        Task<Integer> other = waiting(receiver.receive());
        sender.sendNowait(1);
        assertTrue(run(asked));
        assertEquals(1, run(other));
    }

    @Async
    private Coroutine<Integer> askingFirst() {
        await(receiver.hasNext());
        sender.sendNowait(2); // the other one waits for it
        return Coroutine.of(receiver.next());
    }

    @Test
    void whatHasNextFoundIsKeptForNextInTheSameStep() {
        Task<Integer> asking = waiting(askingFirst());
        Task<Integer> other = waiting(receiver.receive());
        sender.sendNowait(1);
        assertEquals(1, run(asking));
        assertEquals(2, run(other));
    }

    @Test
    void aTaskTellsWhatItWaitsForInTheChannel() {
        Task<Integer> receiving = waiting(receiver.receive());
        Task<Boolean> asking = waiting(receiver.hasNext());
        String channelNow = "<Receiver of <Channel 0 of 2 items, 1 senders, 1 receivers, 2 waiting>>";
        assertTrue(
                receiving.toString().endsWith(" waiting for <receive by " + channelNow + " pending>>"),
                receiving.toString());
        assertTrue(
                asking.toString().endsWith(" waiting for <hasNext by " + channelNow + " pending>>"), asking.toString());
        Channel<Integer> rendezvous = Channel.open(0);
        Task<Void> sending = waiting(rendezvous.sender().send(1));
        assertTrue(
                sending.toString()
                        .endsWith(" waiting for <send by <Sender of <Channel 0 of 0 items, 1 senders, 1 waiting,"
                                + " 1 receivers>> pending>>"),
                sending.toString());
    }

    @Test
    void statisticsTellWhatTheChannelIsDoing() {
        assertEquals(new Channel.Statistics(0, 2, 1, 1, 0, 0), sender.statistics());
        Receiver<Integer> other = receiver.clone();
        waiting(other.receive());
        assertEquals(new Channel.Statistics(0, 2, 1, 2, 0, 1), receiver.statistics());
        sender.sendNowait(0);
        run(Sleep.interrupt());
        sender.sendNowait(1);
        sender.sendNowait(2);
        waiting(sender.send(3));
        assertEquals(new Channel.Statistics(2, 2, 1, 2, 1, 0), receiver.statistics());
    }
}
