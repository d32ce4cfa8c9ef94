package dev.reprise.loop;

import java.io.IOException;

/** How a loop's poller waits once a channel was watched. */
class WatchingSelectorPollerTest extends PollerContract<Poller> {

    WatchingSelectorPollerTest() throws IOException, InterruptedException {
        super(Poller.selecting());
        LazySelectorPollerTest.watchOnce(poller);
        poller.poll(0); // takes the wake-up that watching the first channel is
    }
}
