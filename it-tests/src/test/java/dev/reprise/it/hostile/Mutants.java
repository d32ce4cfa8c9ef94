package dev.reprise.it.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A row of damaged class files; the seed of the row and the number in it tell which. */
final class Mutants {

    /**
     * One of them.
     *
     * @param owner the class that was damaged
     * @param origin its method that was left in it
     * @param how the mutations
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares mutants
    record Mutant(long number, String owner, String origin, List<String> how, byte[] bytes) {

        @Override
        public String toString() {
            return "number " + number + ", " + origin + " after " + how;
        }
    }

    private final long seed;
    private final List<String> origins;
    private final SortedMap<String, byte[]> originals;
    private final Map<String, Anatomy> anatomies = new TreeMap<>();

    /** Takes sound class files by class and method. */
    Mutants(long seed, SortedMap<String, byte[]> originals) {
        this.seed = seed;
        this.originals = originals;
        this.origins = List.copyOf(originals.keySet());
        originals.forEach((origin, bytes) -> anatomies.put(origin, new Anatomy(bytes)));
    }

    Mutant make(long number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        String origin = one(origins, random);
        byte[] bytes = bytesOf(origin);
        List<String> how = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            bytes = CodeMutation.mutate(bytes, random, how);
        } else {
            byte[] donor = bytesOf(one(origins, random));
            Anatomy anatomy = Objects.requireNonNull(anatomies.get(origin));
            for (int left = 1 + random.nextInt(3) / 2; left > 0 && bytes.length > 1; left--) {
                ByteMutation mutation = one(List.of(ByteMutation.values()), random);
                how.add(mutation.name());
                bytes = mutation.apply(new Victim(bytes, anatomy, donor), random);
            }
        }
        return new Mutant(number, origin.substring(0, origin.indexOf('.')), origin, how, bytes);
    }

    private byte[] bytesOf(String origin) {
        return Objects.requireNonNull(originals.get(origin)).clone();
    }

    private static <T> T one(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }
}
