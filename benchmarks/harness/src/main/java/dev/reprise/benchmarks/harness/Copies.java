package dev.reprise.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The same source as several classes: each copy is loaded by a class loader of its own. To the JIT they are different code,
 * with profiles of their own, and a loop that steps them all has to dispatch.
 */
public final class Copies {

    private Copies() {}

    /**
     * Returns instances of {@code type}, which has a public constructor without parameters, each of another class; one is
     * of {@code type} itself.
     */
    public static <T> List<T> of(Class<? extends T> type, int count) {
        List<T> copies = new ArrayList<>();
        copies.add(instance(type));
        while (copies.size() < count) {
            copies.add(inFreshLoader(type));
        }
        return copies;
    }

    /** Returns an instance of a copy of the class, in a class loader that has loaded nothing yet. */
    public static <T> T inFreshLoader(Class<? extends T> type) {
        try {
            @SuppressWarnings("unchecked") // T is an interface, which the loader leaves to its parent
            Class<? extends T> copy = (Class<? extends T>) new Loader(type).loadClass(type.getName());
            return instance(copy);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T instance(Class<? extends T> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    /** Loads one class and those that it encloses or that were generated for it; its parent loads all else. */
    private static final class Loader extends ClassLoader {

        private final String name;

        Loader(Class<?> type) {
            super(type.getClassLoader());
            name = type.getName();
        }

        @Override
        protected Class<?> loadClass(String className, boolean resolve) throws ClassNotFoundException {
            if (!className.equals(name) && !className.startsWith(name + "$")) {
                return super.loadClass(className, resolve);
            }
            synchronized (getClassLoadingLock(className)) {
                Class<?> loaded = findLoadedClass(className);
                return loaded == null ? define(className) : loaded;
            }
        }

        private Class<?> define(String className) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(className.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(className);
                }
                byte[] classFile = in.readAllBytes();
                return defineClass(className, classFile, 0, classFile.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(className, e);
            }
        }
    }
}
