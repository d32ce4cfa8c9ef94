package dev.reprise.benchmarks.harness;

/** A server that sends back what it gets, until its process is killed. */
public interface Serving {

    /**
     * Listens on the loopback and serves on other threads, or calls {@code listening} and serves on this one.
     *
     * @param listening to be told the port
     */
    void serve(java.util.function.IntConsumer listening) throws Exception;
}
