package dev.reprise;

/**
 * What the run of a loop on the main thread ends with when somebody presses Ctrl-C: Python's {@code KeyboardInterrupt}.
 *
 * <p>Catch it around {@code runForever} or {@code Reprise.run} to end in another way. A main thread that ends with it,
 * uncaught, ends the JVM with {@link #EXIT_STATUS}, as Ctrl-C does where no loop runs, and prints nothing unless other
 * exceptions are attached to it.
 *
 * <p>It is an {@link Error} for the reason that Python's is a {@code BaseException}: a {@code catch (Exception e)} in a
 * task must not keep the program from ending. A task that throws it ends the run, too.
 */
public class KeyboardInterrupt extends Error {

    /** The exit status of a program that Ctrl-C ended: 128, and 2 for SIGINT, by the convention of shells. */
    public static final int EXIT_STATUS = 130;

    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public KeyboardInterrupt() {
        super("interrupted by Ctrl-C");
    }
}
