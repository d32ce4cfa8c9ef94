package dev.reprise.it.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A row of damaged class files, each told by the seed of the row and its number in it. */
final class Mutants {

    /**
     * One of them.
     *
     * @param origin the class that was damaged
     * @param how by what mutations
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares mutants
    record Mutant(long number, String origin, List<String> how, byte[] bytes) {}

    private final long seed;
    private final List<String> names;
    private final SortedMap<String, byte[]> originals;
    private final Map<String, Anatomy> anatomies = new TreeMap<>();

    /** Takes sound class files by internal name. */
    Mutants(long seed, SortedMap<String, byte[]> originals) {
        this.seed = seed;
        this.originals = originals;
        this.names = List.copyOf(originals.keySet());
        originals.forEach((name, bytes) -> anatomies.put(name, new Anatomy(bytes)));
    }

    @SuppressWarnings("NullAway") // the names are the keys
    Mutant make(long number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        String name = names.get(random.nextInt(names.size()));
        byte[] bytes = originals.get(name).clone();
        List<String> how = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            how.add("CODE");
            return new Mutant(number, name, how, CodeMutation.mutate(bytes, random));
        }
        byte[] donor = originals.get(names.get(random.nextInt(names.size())));
        ByteMutation[] all = ByteMutation.values();
        for (int left = 1 + random.nextInt(3) / 2; left > 0 && bytes.length > 1; left--) {
            ByteMutation mutation = all[random.nextInt(all.length)];
            how.add(mutation.name());
            bytes = mutation.apply(new Victim(bytes, anatomies.get(name), donor), random);
        }
        return new Mutant(number, name, how, bytes);
    }
}
