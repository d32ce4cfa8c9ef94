package dev.reprise.it.random;

/** The parts of a program that have no value. */
enum Part implements Sort {
    STATEMENT,

    /** Statements one after another, without braces. */
    BLOCK,

    /** The groups or rules of a switch, the handlers of a try, the members of a class: each may be left out. */
    LIST,

    /** One of a {@link #LIST}. */
    ITEM
}
