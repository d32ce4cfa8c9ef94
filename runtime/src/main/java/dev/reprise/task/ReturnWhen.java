package dev.reprise.task;

/** When {@link WaitUntil} ends: the constants of {@code asyncio.wait}. A timeout may end it before. */
public enum ReturnWhen {

    /** When any of the promises is done. */
    FIRST_COMPLETED,

    /** When any of them has failed, a cancellation not counted, or all are done. */
    FIRST_EXCEPTION,

    /** When all of them are done. */
    ALL_COMPLETED
}
