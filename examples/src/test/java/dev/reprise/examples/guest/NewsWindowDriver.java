package dev.reprise.examples.guest;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Point;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;

/**
 * Uses a {@link NewsWindow} as somebody at its screen: what stands in its input is done, what the window shows is printed.
 */
public final class NewsWindowDriver {

    private final Robot robot = new Robot();
    private final NewsWindow window = new NewsWindow();
    private final CountDownLatch opened = new CountDownLatch(1);

    private NewsWindowDriver() throws AWTException {
        robot.setAutoWaitForIdle(true);
        print(window.clicks);
        print(window.news);
        window.frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowOpened(WindowEvent event) {
                opened.countDown();
            }
        });
    }

    private static void print(JLabel label) {
        label.addPropertyChangeListener("text", change -> {
            String place = SwingUtilities.isEventDispatchThread() ? "" : " on " + Thread.currentThread();
            System.out.println(change.getNewValue() + place);
        });
    }

    public static void main(String[] args) throws Exception {
        NewsWindowDriver driver = new NewsWindowDriver();
        CompletableFuture<Void> end = CompletableFuture.supplyAsync(
                        () -> driver.window.open(args[0], Integer.parseInt(args[1])), SwingUtilities::invokeLater)
                .thenCompose(opened -> opened);
        driver.opened.await();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (Objects.requireNonNull(commands.readLine(), "command").equals("click")) {
            driver.click(driver.window.button);
        }
        driver.window.frame.dispatchEvent(new WindowEvent(driver.window.frame, WindowEvent.WINDOW_CLOSING));
        end.join();
        System.out.println("closed");
    }

    private void click(Component component) {
        Point corner = CompletableFuture.supplyAsync(component::getLocationOnScreen, SwingUtilities::invokeLater)
                .join();
        robot.mouseMove(corner.x + component.getWidth() / 2, corner.y + component.getHeight() / 2);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    }
}
