package dev.reprise.loop;

import dev.reprise.KeyboardInterrupt;

/** Ends the JVM, with the exit status of Ctrl-C, where its main thread ends with a {@link KeyboardInterrupt}. */
final class InterruptExit implements Thread.UncaughtExceptionHandler {

    private InterruptExit() {}

    /** Does nothing where the program has handlers of its own. */
    static void setFor(Thread main) {
        if (main.getUncaughtExceptionHandler() == main.getThreadGroup()
                && Thread.getDefaultUncaughtExceptionHandler() == null) {
            main.setUncaughtExceptionHandler(new InterruptExit());
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (failure instanceof KeyboardInterrupt && failure.getSuppressed().length == 0) {
            System.exit(KeyboardInterrupt.EXIT_STATUS);
        }
        ThreadGroup group = thread.getThreadGroup();
        if (group != null) {
            group.uncaughtException(thread, failure);
        }
        if (failure instanceof KeyboardInterrupt) {
            System.exit(KeyboardInterrupt.EXIT_STATUS);
        }
    }
}
