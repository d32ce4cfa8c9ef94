package dev.reprise.examples.redis;

/** An error that Redis has answered; the connection goes on. */
public final class RedisException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RedisException(String message) {
        super(message);
    }
}
