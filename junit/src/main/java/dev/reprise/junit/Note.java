package dev.reprise.junit;

/** A remark on a failure, that is printed with its stack trace as a suppressed exception and is none. */
final class Note extends Throwable {

    private static final long serialVersionUID = 1;

    Note(String text) {
        super(text, null, false, false);
    }
}
