package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.reprise.Coroutine;
import dev.reprise.io.Bytes;
import dev.reprise.io.DatagramEndpoint;
import dev.reprise.io.DatagramProtocol;
import dev.reprise.io.DatagramTransport;
import dev.reprise.io.Datagrams;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code test_events.py}, the part about datagrams. */
@Timeout(60)
class EventsDatagramsTest {

    private static class MyDatagramProto implements DatagramProtocol {

        final Promise<String> received = EventLoop.current().createPromise();
        final Promise<@Nullable Void> done = EventLoop.current().createPromise();
        String state = "INITIAL";

        @Nullable
        DatagramTransport transport;

        @Override
        public void connectionMade(DatagramTransport made) {
            assertEquals("INITIAL", state);
            transport = made;
            state = "INITIALIZED";
        }

        @Override
        public void datagramReceived(ByteBuffer data, SocketAddress sender) {
            assertEquals("INITIALIZED", state);
            received.setResult(Bytes.text(data));
        }

        @Override
        public void errorReceived(IOException failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void connectionLost(@Nullable Throwable failure) {
            assertEquals("INITIALIZED", state);
            state = "CLOSED";
            done.trySetResult(null);
        }
    }

    private static final class TestMyDatagramProto extends MyDatagramProto {

        @Override
        public void datagramReceived(ByteBuffer data, SocketAddress sender) {
            String answer = "resp:" + Bytes.text(data.duplicate());
            super.datagramReceived(data, sender);
            Objects.requireNonNull(transport).sendTo(Bytes.utf8(answer), sender);
        }
    }

    @Nested
    class EventLoopTestsMixin {

        @Test
        void testCreateDatagramEndpoint() throws IOException {
            InetSocketAddress local = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
            RealLoop.run(() -> {
                DatagramEndpoint<TestMyDatagramProto> server =
                        await(Datagrams.createDatagramEndpoint(TestMyDatagramProto::new, local, null));
                assertEquals("INITIALIZED", server.protocol().state);
                assertSame(server.transport(), server.protocol().transport);
                InetSocketAddress sockname =
                        (InetSocketAddress) server.transport().localAddress();

                DatagramEndpoint<MyDatagramProto> client =
                        await(Datagrams.createDatagramEndpoint(MyDatagramProto::new, null, sockname));
                assertEquals("INITIALIZED", client.protocol().state);
                assertSame(client.transport(), client.protocol().transport);

                client.transport().sendTo(Bytes.utf8("xxx"));
                assertEquals("xxx", await(server.protocol().received));
                assertEquals("resp:xxx", await(client.protocol().received));
                assertEquals(sockname, client.transport().remoteAddress());

                client.transport().close();
                await(client.protocol().done);
                assertEquals("CLOSED", client.protocol().state);
                server.transport().close();
                await(server.protocol().done);
                return Coroutine.done();
            });
        }
    }
}
