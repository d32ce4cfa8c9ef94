package dev.reprise.sync;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.scope.CancelScope;
import dev.reprise.scope.Timeout;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the items of sends and receives that are cancelled. */
class ChannelCancellationTest extends SyncRun {

    private final Channel<Integer> channel = Channel.open(2);
    private final Sender<Integer> sender = channel.sender();
    private final Receiver<Integer> receiver = channel.receiver();

    @Test
    void aCancelledReceiveHasTakenNothingEvenIfItWasWoken() {
        Task<Integer> cancelled = waiting(receiver.receive());
        sender.sendNowait(1);
        cancelled.cancel();
        onePass();
        assertTrue(cancelled.cancelled());
        assertEquals(1, receiver.receiveNowait());
    }

    @Test
    void aSendThatIsCancelledWhileItWaitsHasSentNothing() {
        sender.sendNowait(0);
        sender.sendNowait(1);
        Task<Void> cancelled = waiting(sender.send(2));
        Task<Void> next = waiting(sender.send(3));
        cancelled.cancel();
        assertEquals(0, receiver.receiveNowait()); // before the sender finds that it is cancelled
        onePass();
        assertTrue(cancelled.cancelled());
        run(next);
        assertEquals(1, receiver.receiveNowait());
        assertEquals(3, receiver.receiveNowait());
    }

    @Test
    void aTaskThatEndsWithASendWhoseItemWasTakenIsCancelledTooLate() {
        Channel<Integer> rendezvous = Channel.open(0);
        Task<Void> sending = waiting(rendezvous.sender().send(1));
        assertEquals(1, rendezvous.receiver().receiveNowait());
        assertTrue(sending.cancel());
        onePass();
        assertDone(sending);
    }

    @Async
    private static Coroutine<Void> sendingShielded(Sender<Integer> to) {
        await(CancelScope.shielded(() -> to.send(1)));
        return Coroutine.done();
    }

    @Test
    void aCancellationThatAShieldHeldBackIsNotTooLate() {
        Channel<Integer> rendezvous = Channel.open(0);
        Task<Void> sending = waiting(sendingShielded(rendezvous.sender()));
        sending.cancel();
        onePass();
        assertFalse(sending.done(), "the shield holds it back");
        assertEquals(1, rendezvous.receiver().receiveNowait());
        onePass();
        assertTrue(sending.cancelled());
    }

    @Async
    private Coroutine<Void> sendingTwice(Sender<Integer> to) {
        try {
            await(to.send(1));
            log.add("sent 1");
            await(to.send(2));
        } catch (CancelledError cancelled) {
            log.add("cancelled");
        }
        return Coroutine.done();
    }

    @Test
    void aSendWhoseItemWasTakenReturnsAndTheCancellationComesAtTheNextAwait() {
        Channel<Integer> rendezvous = Channel.open(0);
        Task<Void> sending = waiting(sendingTwice(rendezvous.sender()));
        assertEquals(1, rendezvous.receiver().receiveNowait());
        sending.cancel();
        run(sending);
        assertEquals(List.of("sent 1", "cancelled"), log);
        assertThrows(WouldBlock.class, rendezvous.receiver()::receiveNowait);
        assertEquals(0, rendezvous.sender().statistics().waitingSenders());
    }

    @Async
    private Coroutine<Void> sendingWithinASecond(Sender<Integer> to) {
        await(Timeout.timeout(Duration.ofSeconds(1), () -> to.send(1)));
        log.add("sent 1");
        await(Sleep.sleep(Duration.ofSeconds(1)));
        log.add("slept");
        return Coroutine.done();
    }

    @Test
    void aTimeoutThatComesWhenTheItemWasTakenCancelsNothing() {
        Channel<Integer> rendezvous = Channel.open(0);
        loop.callLater(
                Duration.ofSeconds(1), () -> log.add(rendezvous.receiver().receiveNowait()));
        run(sendingWithinASecond(rendezvous.sender())); // its timer comes right after that one
        assertEquals(List.of(1, "sent 1", "slept"), log);
    }

    @Test
    void aSendThatIsClosedByHandLeavesTheLine() {
        Channel<Integer> rendezvous = Channel.open(0);
        Coroutine<Void> sending = rendezvous.sender().send(1);
        run(stepping(sending));
        assertEquals(1, rendezvous.sender().statistics().waitingSenders());
        sending.close();
        assertEquals(0, rendezvous.sender().statistics().waitingSenders());
    }

    @Async
    private static Coroutine<Void> stepping(Coroutine<?> coroutine) {
        coroutine.next();
        return Coroutine.done();
    }

    @Test
    void anItemForAReceiverThatIsCancelledGoesToTheNextThatWaits() {
        Task<Integer> cancelled = waiting(receiver.receive());
        Task<Integer> second = waiting(receiver.receive());
        Task<Integer> third = waiting(receiver.receive());
        sender.sendNowait(1);
        sender.sendNowait(2);
        cancelled.cancel();
        assertEquals(1, run(third));
        assertEquals(2, run(second));
    }

    @Test
    void itemsThatComeBackKeepTheirOrderAndPrecedeAllOthers() {
        Task<Integer> first = waiting(receiver.receive());
        Task<Integer> second = waiting(receiver.receive());
        Task<Integer> third = waiting(receiver.receive());
        for (int item = 1; item <= 5; item++) {
            sender.sendNowait(item);
        }
        first.cancel();
        second.cancel();
        third.cancel();
        onePass();
        assertEquals(new Channel.Statistics(5, 2, 1, 1, 0, 0), receiver.statistics());
        assertThrows(WouldBlock.class, () -> sender.sendNowait(6), "there is no place yet");
        sender.close();
        assertEquals(List.of(1, 2, 3, 4, 5), run(ChannelTest.receivingAll(receiver)));
    }

    @Test
    void aReceiveThatIsClosedByHandAfterItWasHandedItsItemGivesThatBack() {
        Coroutine<Integer> receiving = receiver.receive();
        run(stepping(receiving));
        sender.sendNowait(1);
        receiving.close();
        assertEquals(1, receiver.receiveNowait());
    }

    @Test
    void anItemThatComesBackAfterTheLastReceiverIsDropped() {
        Task<Integer> cancelled = waiting(receiver.receive());
        sender.sendNowait(1);
        cancelled.cancel();
        receiver.close();
        onePass();
        assertTrue(cancelled.cancelled());
        assertEquals(0, sender.statistics().items());
    }

    @Test
    void anItemThatComesBackAfterTheLastSenderIsReceivedBeforeTheEnd() {
        Task<Integer> cancelled = waiting(receiver.receive());
        Task<Integer> second = waiting(receiver.receive());
        sender.sendNowait(1);
        sender.close();
        cancelled.cancel();
        assertEquals(1, run(second));
        assertThrows(EndOfChannel.class, () -> atOnce(receiver.receive()));
    }
}
