package dev.reprise.loop;

class ParkingPollerTest extends PollerContract<Poller> {

    ParkingPollerTest() {
        super(Poller.parking());
    }
}
