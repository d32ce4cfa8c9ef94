package dev.reprise.benchmarks.netty;

import dev.reprise.benchmarks.harness.Serving;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.IntConsumer;

/** Netty's echo server, one thread. */
public final class Echo implements Serving {

    private static final int BACKLOG = 1024;

    /** Takes what the client is told too; a server has no use for it. */
    public Echo(int connections, int bytes) {}

    @Override
    public void serve(IntConsumer listening) throws InterruptedException {
        serve(NioIoHandler.newFactory(), NioServerSocketChannel.class, listening);
    }

    /** Serves on another kind of poller. */
    public static void serve(IoHandlerFactory poller, Class<? extends ServerChannel> channel, IntConsumer listening)
            throws InterruptedException {
        EventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, poller);
        var bound = new ServerBootstrap()
                .group(thread)
                .channel(channel)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        accepted.pipeline().addLast(new Handler());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync();
        listening.accept(((InetSocketAddress) bound.channel().localAddress()).getPort());
    }

    private static final class Handler extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.write(message, context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable clientIsGone) {
            context.close();
        }
    }
}
