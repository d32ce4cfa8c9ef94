package dev.reprise.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.sync.Queue;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeveralTest extends Example {

    @Test
    void gatherTakesAsLongAsTheSlowest() {
        assertEquals(List.of("a", "b"), run(Several.all()));
        assertSeconds(2);
    }

    @Test
    void outcomesTellFailuresApart() {
        assertEquals(List.of("a", "failed"), run(Several.whatEachCameTo()));
    }

    @Test
    void resultsComeAsTheyAreReady() {
        assertEquals(List.of("quick", "slow"), run(Several.asTheyCome()));
    }

    @Test
    void theFirstEndsTheWait() {
        assertEquals("quick", run(Several.theFirst()));
        assertSeconds(1);
    }

    @Test
    void aGroupWaitsForItsTasks() {
        assertEquals("ab", run(Several.aGroup()));
        assertSeconds(2);
    }

    @Test
    void selectTakesOneAndLeavesTheOther() {
        Queue<String> orders = new Queue<>();
        assertEquals("no order", run(Several.whicheverComes(orders)));
        orders.putNowait("tea");
        assertEquals("order: tea", run(Several.whicheverComes(orders)));
        assertSeconds(1);
    }
}
