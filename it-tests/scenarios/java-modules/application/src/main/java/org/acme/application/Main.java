package org.acme.application;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.run;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.lang.reflect.Modifier;
import java.util.TreeSet;
import org.acme.library.Library;

public final class Main {

    private Main() {}

    @Async
    static Coroutine<String> text() {
        return Coroutine.of("application " + await(Library.read()));
    }

    public static void main(String[] args) {
        System.out.println(run(text()));
        describe(text());
        describe(Library.read());
    }

    /** Prints what the module of a frame class is to others, and whether these could name the frame class. */
    private static void describe(Coroutine<?> frame) {
        Module module = frame.getClass().getModule();
        System.out.println(module
                + (Modifier.isPublic(frame.getClass().getModifiers()) ? " public" : " hidden")
                + " packages " + new TreeSet<>(module.getPackages())
                + " exports " + new TreeSet<>(module.getDescriptor().exports())
                + " opens " + module.getDescriptor().opens());
    }
}
