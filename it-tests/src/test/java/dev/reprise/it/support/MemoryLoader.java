package dev.reprise.it.support;

import java.util.Map;

/** Defines the given classes itself and asks its parent for none of them. */
public final class MemoryLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    /** By internal name. */
    private final Map<String, byte[]> classes;

    /** Takes class files by internal name. */
    public MemoryLoader(Map<String, byte[]> classes) {
        this("tests", classes);
    }

    /** The same, with a name for the loader. Assertions are enabled in them, since some bodies hold one. */
    public MemoryLoader(String name, Map<String, byte[]> classes) {
        this(name, classes, MemoryLoader.class.getClassLoader());
    }

    /** The same, with another parent than the tests' loader. */
    public MemoryLoader(String name, Map<String, byte[]> classes, ClassLoader parent) {
        super(name, parent);
        this.classes = Map.copyOf(classes);
        setDefaultAssertionStatus(true);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        byte[] classFile = classes.get(name.replace('.', '/'));
        if (classFile == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, classFile, 0, classFile.length);
        }
    }
}
