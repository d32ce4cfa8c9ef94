package dev.reprise.io;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ChannelWatch;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** A connected channel and its loop's watch of it, which is closed before the channel is (gh-131728). */
record WatchedChannel(SocketChannel channel, ChannelWatch watch) {

    /** Makes it of a channel that is the caller's again if this fails. */
    static WatchedChannel of(CallbackLoop loop, SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        return new WatchedChannel(channel, ChannelWatch.of(loop, channel));
    }

    void close() throws IOException {
        watch.close();
        channel.close();
    }
}
