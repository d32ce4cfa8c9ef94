package dev.reprise.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrorsTest extends Example {

    @Test
    void anAwaitThrowsWhatTheMethodDeclares() {
        assertEquals("contents of a", run(Errors.direct("a")));
        assertEquals("none: no such file", run(Errors.direct("")));
    }

    @Test
    void aTaskThrowsWhatIsNamed() throws IOException {
        assertEquals("contents of a", run(Errors.throughATask("a")));
        assertEquals("none: no such file", run(Errors.throughATask("")));
    }

    @Test
    void aScopeThrowsWhatItsBlockDoes() {
        assertEquals("CONTENTS OF A", run(Errors.throughAScope("a")));
        assertEquals("none: no such file", run(Errors.throughAScope("")));
    }

    @Test
    void eachOfTwoIsCaughtByItsName() {
        assertEquals("contents of a, 1", run(Errors.twoAtOnce("a", "b")));
        assertEquals("no file: no such file", run(Errors.twoAtOnce("", "b")));
        assertEquals("no table: no such table", run(Errors.twoAtOnce("a", "")));
    }
}
