package dev.reprise.benchmarks.harness;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The process of one measurement: {@code Worker CLASS INT...} makes the class with the numbers, measures it by what it
 * implements, and prints the figures as one line of JSON. How long it takes for that is set by system properties, see
 * {@link Timing}.
 */
public final class Worker {

    private Worker() {}

    /** Takes a class and the arguments of its constructor. */
    public static void main(String[] arguments) throws Exception {
        Object subject = make(arguments);
        if (subject instanceof Serving) {
            ((Serving) subject).serve(port -> System.out.println("port " + port));
            Thread.sleep(Long.MAX_VALUE);
        }
        System.out.println(json(figures(subject)));
        System.exit(0); // threads of a pool would keep the process
    }

    private static Object make(String[] arguments) throws Exception {
        Object[] numbers = new Object[arguments.length - 1];
        Class<?>[] types = new Class<?>[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.valueOf(arguments[i + 1]);
            types[i] = int.class;
        }
        return Class.forName(arguments[0]).getConstructor(types).newInstance(numbers);
    }

    private static Map<String, Double> figures(Object subject) throws Exception {
        if (subject instanceof Program) {
            return new Timing((Program) subject).measure();
        } else if (subject instanceof Parking) {
            return Memory.measure((Parking) subject);
        } else if (subject instanceof Sleeping) {
            return Sleeps.measure((Sleeping) subject);
        }
        return ((Reporting) subject).measure();
    }

    private static String json(Map<String, Double> figures) {
        return figures.entrySet().stream()
                .map(figure -> "\"" + figure.getKey() + "\": " + figure.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
