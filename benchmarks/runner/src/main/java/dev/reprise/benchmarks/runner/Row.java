package dev.reprise.benchmarks.runner;

import java.util.List;

/**
 * A row of the table: one figure of one workload.
 *
 * @param workload what is run
 * @param metric what of it is shown
 * @param targets what ours must be; there may be none
 */
record Row(Workload workload, Metric metric, List<Target> targets) {

    String title() {
        return workload.title() + ", " + metric.unit;
    }

    /**
     * Something that is run with some numbers; the rows of one are figures of the same processes.
     *
     * @param name the name of the programs' class, {@code HandOver}, and of the script, {@code hand_over.py}
     * @param variant tells apart those that differ in {@code jvmOptions} alone; normally empty
     * @param arguments what the constructors take
     * @param jvmOptions for its processes, beside those of all
     */
    record Workload(String name, String variant, List<Integer> arguments, String title, List<String> jvmOptions) {

        static Workload of(String title, String name, Integer... arguments) {
            return new Workload(name, "", List.of(arguments), title, List.of());
        }

        /** Tells this from all others: {@code Step-1000-16}. */
        String id() {
            StringBuilder id = new StringBuilder(name);
            arguments.forEach(argument -> id.append('-').append(argument));
            return id.append(variant).toString();
        }

        /** Tells whether it has a million tasks or more: minutes where one costs microseconds. */
        boolean isLong() {
            return name.equals("Sleeps") || name.equals("Skynet");
        }

        boolean isEcho() {
            return name.startsWith("Echo");
        }
    }
}
