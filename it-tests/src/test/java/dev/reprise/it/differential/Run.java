package dev.reprise.it.differential;

import java.util.List;

/**
 * How the awaits of one run behave.
 *
 * @param suspensions how often the first, second, ... await suspends; begun again when used up
 * @param failing the number of the await that fails instead of giving its value, or -1
 */
public record Run(List<Integer> suspensions, int failing) {

    public static Run suspending(Integer... suspensions) {
        return new Run(List.of(suspensions), -1);
    }

    Run failingAt(int await) {
        return new Run(suspensions, await);
    }

    int suspensionsOf(int await) {
        return suspensions.get(await % suspensions.size());
    }

    @Override
    public String toString() {
        String times = suspensions.size() == 1
                ? "each await suspending " + suspensions.get(0) + " times"
                : "awaits suspending " + suspensions + " times in turn";
        return failing < 0 ? times : times + ", await " + failing + " failing";
    }
}
