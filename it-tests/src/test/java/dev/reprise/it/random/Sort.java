package dev.reprise.it.random;

/** What a part of a program is: only a part of the same sort may stand in its place. */
sealed interface Sort permits Type, Part {}
