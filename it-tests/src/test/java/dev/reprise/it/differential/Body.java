package dev.reprise.it.differential;

/**
 * A method that is run both ways: {@code static Coroutine<...> name(Probe)}, not private, in a class of the targets.
 *
 * @param className the binary name of its class
 * @param name the name of the method
 */
public record Body(String className, String name) {

    @Override
    public String toString() {
        return className.substring(className.lastIndexOf('.') + 1) + "." + name;
    }
}
