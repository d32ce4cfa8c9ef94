package dev.reprise.it.conformance;

import dev.reprise.loop.CallbackLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What loops log, from when this was made until it is closed. */
final class Logged extends Handler {

    private static final Logger LOGGER = Logger.getLogger(CallbackLoop.class.getName());

    private final List<LogRecord> records = new ArrayList<>();

    Logged() {
        LOGGER.addHandler(this);
        LOGGER.setUseParentHandlers(false);
    }

    List<LogRecord> records() {
        return records;
    }

    /** Returns the only record, and forgets it. */
    LogRecord only() {
        if (records.size() != 1) {
            throw new AssertionError("not one record but " + records.size());
        }
        return records.remove(0);
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
