package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import dev.reprise.loop.TimerHandle;
import dev.reprise.task.EventLoop;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS between a transport, whose protocol this is, and an application's protocol: {@code asyncio.sslproto.SSLProtocol}.
 *
 * <p>All that the engine wants is done in {@link #advance}, again and again until it needs what is not there. While a job of
 * its runs on another thread, nothing may touch the engine: it would block.
 */
final class TlsProtocol implements Protocol {

    /** In this order; any may be the next but those before it. */
    private enum State {
        NEW,
        HANDSHAKE,
        OPEN,
        /** The application is told of nothing more but the end; both ends say {@code close_notify}. */
        CLOSING,
        /** The transport is closed or aborted, and is to say so. */
        ENDING,
        CLOSED
    }

    private final EventLoop loop;
    private final TlsOptions options;
    private final TlsBuffers buffers;
    private final TlsTransport transport = newTransport();
    private final TlsInput input = new TlsInput();
    private final TlsBacklog backlog = new TlsBacklog();
    private final WaterMarks marks = new WaterMarks();

    private Protocol application;

    private State state = State.NEW;

    private @Nullable Transport raw;
    private @Nullable TlsEngine engine;
    private @Nullable SSLSession session;
    private Optional<String> applicationProtocol = Optional.empty();

    /** What another thread does for the engine. */
    private @Nullable Promise<?> job;

    /** Of the handshake, and later of the shutdown. */
    private @Nullable TimerHandle timer;

    /** Made when somebody asks. */
    private @Nullable Promise<@Nullable Void> handshake;

    /** What has broken the connection, to be told when the transport is closed. */
    private @Nullable Throwable failure;

    /** The application knows of the connection. */
    private boolean made;

    private boolean advancing;
    private boolean rawReading = true;
    private boolean readingPaused;
    private boolean rawWritingPaused;
    private boolean backlogPaused;

    /** The application was told to pause. */
    private boolean writingPaused;

    /** The transport has no more input. */
    private boolean inputEnded;

    /** The engine was told that nothing more is sent. */
    private boolean outputClosed;

    /** Makes one for a connection that is about to be made; {@code application} is told of it after the handshake. */
    TlsProtocol(EventLoop loop, Protocol application, TlsOptions options) {
        options.requireServerName();
        this.loop = loop;
        this.application = application;
        this.options = options;
        buffers = TlsBuffers.of(loop);
    }

    @SuppressWarnings("this-escape") // it only keeps it
    private TlsTransport newTransport() {
        return new TlsTransport(this);
    }

    /**
     * Puts one on a connection that stands.
     *
     * @param carried what has arrived, but belongs to the handshake
     */
    static TlsProtocol upgrade(
            EventLoop loop, Transport raw, Protocol application, TlsOptions options, ByteBuffer carried)
            throws IOException {
        TlsProtocol tls = new TlsProtocol(loop, application, options);
        raw.resumeReading(); // the application may have paused it
        if (!raw.isReading()) {
            throw new IOException("TLS cannot be started where nothing can be received any more: " + raw);
        }
        tls.made = true;
        tls.input.add(carried);
        raw.setProtocol(tls);
        tls.connectionMade(raw);
        return tls;
    }

    /** Returns what the application of a connection writes to: {@code raw} itself where there is no TLS. */
    static Transport innermost(Transport raw) {
        Transport innermost = raw;
        while (innermost.protocol() instanceof TlsProtocol tls) {
            innermost = tls.transport();
        }
        return innermost;
    }

    // -------------------------------------------------------------------------------------------------- for its owners

    /** Returns what the application writes to; it may do so from the start on. */
    Transport transport() {
        return transport;
    }

    /** Waits for the end of the handshake; if that fails or the wait is cancelled, the connection is aborted. */
    @Async
    Coroutine<Void> awaitHandshake() throws IOException {
        try {
            await(handshake().mayThrow(IOException.class));
        } catch (Throwable thrown) {
            abort(null);
            throw thrown;
        }
        return Coroutine.done();
    }

    private Promise<@Nullable Void> handshake() {
        Promise<@Nullable Void> promise = handshake;
        if (promise == null) {
            promise = loop.createPromise();
            handshake = promise;
            if (state == State.CLOSED) {
                promise.setException(handshakeFailure());
            } else if (session != null) {
                promise.trySetResult(null);
            }
        }
        return promise;
    }

    Transport raw() {
        if (raw == null) {
            throw new IllegalStateException("the connection does not stand yet: wait for connectionMade");
        }
        return raw;
    }

    Protocol application() {
        return application;
    }

    void setApplication(Protocol next) {
        application = next;
    }

    Optional<SSLSession> session() {
        return Optional.ofNullable(session);
    }

    Optional<String> applicationProtocol() {
        return applicationProtocol;
    }

    // ------------------------------------------------------------------------------------------------------- handshake

    @Override
    public void connectionMade(Transport made) {
        raw = made;
        if (state != State.NEW) {
            made.abort(); // it was closed before it stood
            return;
        }
        state = State.HANDSHAKE;
        setTimer(options.handshakeTimeout(), () -> abort(errors().handshakeTimeout(options.handshakeTimeout())));
        Optional<SSLContext> context = options.context();
        if (context.isPresent()) {
            begin(context.get());
        } else {
            run(SSLContext::getDefault, this::begin); // it reads files
        }
    }

    private void begin(SSLContext context) {
        try {
            int port = raw().remoteAddress() instanceof InetSocketAddress address ? address.getPort() : -1;
            engine = new TlsEngine(options.newEngine(context, port), buffers, raw()::write);
        } catch (SSLException | RuntimeException wrong) {
            fail(wrong);
            return;
        }
        advanceKept();
    }

    private void handshakeDone(TlsEngine done) {
        cancelTimer();
        state = State.OPEN;
        session = done.session();
        applicationProtocol = done.applicationProtocol();
        if (!made) {
            made = true;
            tell("connectionMade", () -> application.connectionMade(transport));
        }
        if (handshake != null) {
            handshake.trySetResult(null);
        }
    }

    private Throwable handshakeFailure() {
        return failure == null ? errors().closedInHandshake() : failure;
    }

    /** Has another thread do what may take long; the engine is left alone meanwhile. */
    private <T> void run(Callable<T> work, Consumer<T> then) {
        Promise<T> running = loop.runInExecutor(TlsThreads.EXECUTOR, work);
        job = running;
        running.addDoneCallback(done -> {
            if (done.cancelled()) {
                return;
            }
            job = null;
            Optional<Throwable> thrown = done.exception();
            if (state.compareTo(State.ENDING) >= 0) {
                return;
            }
            if (thrown.isPresent()) {
                fail(thrown.get());
            } else {
                then.accept(done.result());
            }
        });
        readIfWanted();
    }

    private void runTasks(List<Runnable> tasks) {
        run(
                () -> {
                    tasks.forEach(Runnable::run);
                    return tasks;
                },
                done -> advanceKept());
    }

    // ---------------------------------------------------------------------------------------------------------- read

    @Override
    public void dataReceived(ByteBuffer data) {
        while (data.hasRemaining() && !input.isEmpty() && input.complete(data)) {
            advanceKept();
        }
        if (input.isEmpty()) {
            advance(data);
        }
        if (state.compareTo(State.ENDING) < 0) {
            input.add(data);
        }
    }

    private void advanceKept() {
        advance(input.bytes());
        input.release();
    }

    /** Does all that can be done, opening the records of {@code source}. */
    private void advance(ByteBuffer source) {
        TlsEngine with = engine;
        if (advancing || with == null) {
            return;
        }
        advancing = true;
        try {
            do {
                while (step(with, source)) {}
            } while (deliver(with) || endOfInput());
        } catch (IOException | RuntimeException broken) {
            if (CallbackLoop.isFatal(broken)) {
                throw Sneaky.raise(broken);
            }
            deliver(with);
            fail(broken);
        } finally {
            advancing = false;
            with.releaseOpened();
            with.send();
            readIfWanted();
        }
    }

    /** Does one thing; returns false if there is none to be done now. */
    private boolean step(TlsEngine with, ByteBuffer source) throws IOException {
        if (job != null || state.compareTo(State.ENDING) >= 0) {
            return false;
        }
        switch (with.status()) {
            case NEED_TASK -> {
                if (!deliver(with)) {
                    runTasks(with.tasks());
                }
                return true;
            }
            case NEED_WRAP -> {
                return with.sealOwn();
            }
            case NOT_HANDSHAKING, FINISHED -> {
                if (stepOutsideHandshake(with)) {
                    return true;
                }
            }
            default -> {}
        }
        return mayOpen() && source.hasRemaining() && !with.peerHasClosed() && open(with, source);
    }

    private boolean mayOpen() {
        return state == State.OPEN ? !readingPaused : state.compareTo(State.ENDING) < 0;
    }

    private boolean stepOutsideHandshake(TlsEngine with) throws IOException {
        if (state == State.HANDSHAKE) {
            handshakeDone(with);
            return true;
        }
        if (!backlog.isEmpty()) {
            sealOrKeep(with, backlog.takeAll());
            controlWriting();
            return true;
        }
        if (state != State.CLOSING) {
            return false;
        }
        if (!outputClosed) {
            outputClosed = true;
            with.closeOutput();
            return true;
        }
        if (with.peerHasClosed()) {
            closeRaw();
        }
        return false;
    }

    /** Opens a record; returns false if there is no whole one. */
    private boolean open(TlsEngine with, ByteBuffer source) throws IOException {
        switch (with.open(source)) {
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case BUFFER_OVERFLOW -> deliver(with);
            case CLOSED -> {
                deliver(with);
                peerHasClosed();
            }
            case OK -> {}
        }
        return true;
    }

    /** Gives the application what was opened; returns whether there was something. */
    private boolean deliver(TlsEngine with) {
        ByteBuffer data = with.takeOpened();
        if (data == null) {
            return false;
        }
        if (state == State.OPEN) {
            tell("dataReceived", () -> application.dataReceived(data));
        }
        with.giveBack(data);
        return true;
    }

    /** The peer sends nothing more, and has said so. */
    private void peerHasClosed() throws IOException {
        if (state == State.HANDSHAKE) {
            throw endInHandshake();
        }
        if (state == State.OPEN) {
            tell("eofReceived", () -> application.eofReceived());
            close();
        }
    }

    private static EOFException endInHandshake() {
        return new EOFException("the peer has closed the connection");
    }

    @Override
    public boolean eofReceived() {
        inputEnded = true;
        advanceKept();
        return true; // it is closed when what has arrived is dealt with
    }

    /** Deals with the end of the transport's input, if it has come to that; returns whether there is something to do then. */
    private boolean endOfInput() throws IOException {
        if (!inputEnded || job != null || !mayOpen()) {
            return false;
        }
        switch (state) {
            case HANDSHAKE -> throw endInHandshake();
            case OPEN -> {
                if (options.requiresCloseNotify()) {
                    throw errors().truncated();
                }
                tell("eofReceived", () -> application.eofReceived());
                close();
                return true;
            }
            default -> {
                closeRaw();
                return false;
            }
        }
    }

    void pauseReading() {
        readingPaused = true;
        readIfWanted();
    }

    void resumeReading() {
        if (readingPaused) {
            readingPaused = false;
            loop.callSoon(this::advanceKept);
        }
    }

    boolean isReading() {
        return !readingPaused && !isClosing() && !inputEnded;
    }

    private void readIfWanted() {
        Transport from = raw;
        boolean wanted = job == null && (!readingPaused || state != State.OPEN);
        if (from == null || wanted == rawReading) {
            return;
        }
        rawReading = wanted;
        if (wanted) {
            from.resumeReading();
        } else {
            from.pauseReading();
        }
    }

    // ---------------------------------------------------------------------------------------------------------- write

    void write(ByteBuffer[] data) {
        if (isClosing()) {
            TlsEngine.skip(data);
            return;
        }
        TlsEngine with = engine;
        if (with == null || state != State.OPEN || job != null || !backlog.isEmpty()) {
            backlog.add(data);
            controlWriting();
            return;
        }
        try {
            sealOrKeep(with, data);
        } catch (SSLException | RuntimeException broken) {
            fail(broken);
            return;
        }
        if (!advancing) {
            with.send();
        }
        if (!backlog.isEmpty()) {
            controlWriting();
            advanceKept();
        }
    }

    /** Seals data; what a handshake holds up is kept. */
    private void sealOrKeep(TlsEngine with, ByteBuffer[] data) throws SSLException {
        with.seal(data);
        backlog.add(data);
    }

    int writeBufferSize() {
        return backlog.size() + (raw == null ? 0 : raw.writeBufferSize());
    }

    void setWriteLimits(int low, int high) {
        marks.set(low, high);
        raw().setWriteLimits(low, high);
        controlWriting();
    }

    @Override
    public void pauseWriting() {
        rawWritingPaused = true;
        controlWriting();
    }

    @Override
    public void resumeWriting() {
        if (!rawWritingPaused) {
            writingPaused = true; // the transport had told the application itself, before there was TLS
        }
        rawWritingPaused = false;
        controlWriting();
    }

    /** Tells the application to pause while either layer has too much. */
    private void controlWriting() {
        if (marks.pauses(backlog.size())) {
            backlogPaused = true;
        } else if (marks.resumes(backlog.size())) {
            backlogPaused = false;
        }
        boolean paused = rawWritingPaused || backlogPaused;
        if (paused == writingPaused || !made || state == State.CLOSED) {
            return;
        }
        writingPaused = paused;
        if (paused) {
            tell("pauseWriting", () -> application.pauseWriting());
        } else {
            tell("resumeWriting", () -> application.resumeWriting());
        }
    }

    // ---------------------------------------------------------------------------------------------------------- close

    boolean isClosing() {
        return state.compareTo(State.CLOSING) >= 0;
    }

    void close() {
        if (state != State.OPEN) {
            if (state.compareTo(State.OPEN) < 0) {
                abort(null);
            }
            return;
        }
        state = State.CLOSING;
        setTimer(options.shutdownTimeout(), () -> abort(errors().shutdownTimeout(options.shutdownTimeout())));
        advanceKept();
    }

    /** Closes the transport, once it has sent what it was given; the timer of the shutdown goes on. */
    private void closeRaw() {
        if (engine != null) {
            engine.send();
        }
        state = State.ENDING;
        input.clear();
        raw().close();
    }

    /** Ends the connection for something that went wrong, and tells the peer by an alert. */
    private void fail(Throwable broken) {
        if (state.compareTo(State.ENDING) >= 0) {
            return;
        }
        failure = session == null && !(broken instanceof RuntimeException) ? errors().handshake(broken) : broken;
        if (engine != null) {
            try {
                engine.sealAlert();
            } catch (SSLException unable) {
                broken.addSuppressed(unable);
            }
        }
        setTimer(options.shutdownTimeout(), () -> raw().abort());
        closeRaw();
    }

    /** Closes the connection at once; null if nothing is wrong. */
    void abort(@Nullable Throwable reason) {
        if (state == State.CLOSED) {
            return;
        }
        if (failure == null) {
            failure = reason;
        }
        state = State.ENDING;
        input.clear();
        if (raw != null) {
            raw.abort();
        }
    }

    @Override
    public void connectionLost(@Nullable Throwable brokenBy) {
        boolean before = session == null;
        if (failure == null && brokenBy != null) {
            failure = before ? errors().handshake(brokenBy) : brokenBy;
        }
        state = State.CLOSED;
        cancelTimer();
        if (job != null) {
            job.cancel();
            job = null;
        }
        input.clear();
        backlog.clear();
        if (before && handshake != null && !handshake.done()) {
            handshake.setException(handshakeFailure());
        }
        if (made) {
            application.connectionLost(failure);
        }
    }

    /** Calls the application; if that fails, it ends the connection, but for an error that must end the run. */
    private void tell(String callback, Runnable call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            abort(thrown);
            if (CallbackLoop.isFatal(thrown)) {
                throw Sneaky.raise(thrown);
            }
            loop.callExceptionHandler(new ErrorContext(callback + " of " + application + " failed", thrown, transport));
        }
    }

    private void setTimer(Duration delay, Runnable callback) {
        cancelTimer();
        timer = loop.callLater(delay, callback);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private TlsErrors errors() {
        SocketAddress address = raw().remoteAddress();
        return new TlsErrors(
                options.serverName().orElseGet(() -> address == null ? "the peer" : ConnectErrors.text(address)));
    }

    String describe() {
        return state.name().toLowerCase(Locale.ROOT) + ", over " + raw;
    }

    @Override
    public String toString() {
        return "<TlsProtocol, " + describe() + ">";
    }
}
