package dev.reprise.it.differential;

import java.util.Map;

/** Defines the given classes itself and asks its parent for none of them. */
final class MemoryLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    /** By internal name; nobody changes it any more. */
    private final Map<String, byte[]> classes;

    /** Takes class files by internal name. Assertions are enabled in them, since some bodies hold one. */
    MemoryLoader(String name, Map<String, byte[]> classes) {
        super(name, MemoryLoader.class.getClassLoader());
        this.classes = classes;
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
