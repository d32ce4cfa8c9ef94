import static dev.reprise.Generator.emit;

import dev.reprise.Async;
import dev.reprise.Generator;

/** A generator: suspends with each element. */
class Evens {
    @Async
    static Generator<Integer> body(int most) {
        for (int i = 0; i < most; i += 2) {
            emit(i);
        }
        return Generator.done();
    }
}
