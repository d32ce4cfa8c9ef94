package dev.reprise.transformer.internal.read;

/** Thrown for bytes that are no class file that can be read: what is wrong with them, where, and what to do about it. */
public final class MalformedClassException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String remedy;

    MalformedClassException(String message) {
        this(message, "build it again from clean, so that the compiler writes the class file anew");
    }

    MalformedClassException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Returns what the user can do. */
    public String remedy() {
        return remedy;
    }
}
