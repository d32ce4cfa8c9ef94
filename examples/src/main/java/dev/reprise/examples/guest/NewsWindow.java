package dev.reprise.examples.guest;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.io.Connection;
import dev.reprise.io.Streams;
import dev.reprise.loop.GuestRun;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.awt.GridLayout;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;

/**
 * A window that counts clicks, and shows the lines that a server sends. The coroutine that waits for them runs on the event
 * dispatch thread, so it may set labels; the thread is not blocked meanwhile.
 */
public final class NewsWindow {

    final JFrame frame = new JFrame("News");
    final JButton button = new JButton("Count");
    final JLabel clicks = new JLabel("0 clicks");
    final JLabel news = new JLabel("connecting");

    private int count;

    NewsWindow() {
        button.addActionListener(click -> clicks.setText(++count + " clicks"));
        frame.setLayout(new GridLayout(3, 1));
        frame.add(button);
        frame.add(clicks);
        frame.add(news);
        frame.setSize(300, 120);
        frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    }

    /** Shows the window, on the event dispatch thread. The stage ends when somebody has closed it. */
    CompletionStage<Void> open(String host, int port) {
        EventLoop loop = new EventLoop();
        Task<Void> task = loop.createTask(showNews(host, port));
        task.addDoneCallback(done -> loop.stop());
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                frame.dispose();
                task.cancel(); // its connection is closed by that
            }
        });
        frame.setVisible(true);
        return GuestRun.start(loop, SwingUtilities::invokeLater).ended().thenRun(loop::close);
    }

    @Async
    private Coroutine<Void> showNews(String host, int port) {
        try (Connection server = await(Streams.openConnection(host, port))) {
            news.setText("connected");
            AsyncGenerator<String> lines = server.reader().lines();
            while (await(lines.hasNext().mayThrow(IOException.class))) {
                news.setText(lines.next());
            }
            news.setText("the end");
        } catch (IOException failure) {
            news.setText(failure.getMessage());
        }
        return Coroutine.done();
    }

    /** Arguments: host and port of a server that sends lines. */
    public static void main(String[] args) {
        CompletableFuture.supplyAsync(
                        () -> new NewsWindow().open(args[0], Integer.parseInt(args[1])), SwingUtilities::invokeLater)
                .thenCompose(closed -> closed)
                .join();
    }
}
