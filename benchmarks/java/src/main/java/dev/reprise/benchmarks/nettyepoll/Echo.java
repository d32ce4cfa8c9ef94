package dev.reprise.benchmarks.nettyepoll;

import dev.reprise.benchmarks.harness.Serving;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.util.function.IntConsumer;

/** The same server as {@link dev.reprise.benchmarks.netty.Echo}. */
public final class Echo implements Serving {

    /** Takes what the client is told too; a server has no use for it. */
    public Echo(int connections, int bytes) {}

    @Override
    public void serve(IntConsumer listening) throws InterruptedException {
        dev.reprise.benchmarks.netty.Echo.serve(EpollIoHandler.newFactory(), EpollServerSocketChannel.class, listening);
    }
}
