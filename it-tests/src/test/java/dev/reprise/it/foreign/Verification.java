package dev.reprise.it.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Runs ASM's verifier and the JVM's over classes of a jar. */
final class Verification {

    private Verification() {}

    /** Returns the faults of the named classes on a class path; empty if they are well-formed. */
    static List<String> faults(List<String> internalNames, List<Path> classPath) throws IOException {
        List<String> faults = new ArrayList<>();
        try (URLClassLoader loader = new URLClassLoader(urls(classPath), Verification.class.getClassLoader())) {
            for (String name : internalNames) {
                try (InputStream file = loader.getResourceAsStream(name + ".class")) {
                    byte[] classFile = Objects.requireNonNull(file, name).readAllBytes();
                    faults.addAll(faultsOf(classFile, loader));
                }
            }
        }
        return faults;
    }

    private static List<String> faultsOf(byte[] classFile, ClassLoader loader) {
        List<String> faults = new ArrayList<>();
        ClassReader reader = new ClassReader(classFile);
        StringWriter messages = new StringWriter();
        CheckClassAdapter.verify(reader, loader, false, new PrintWriter(messages));
        if (!messages.toString().isEmpty()) {
            faults.add(reader.getClassName() + ": " + messages);
        }
        try {
            // To ask for the constructors links the class, which verifies it, and does not initialise it.
            var unused = Class.forName(reader.getClassName().replace('/', '.'), false, loader)
                    .getDeclaredConstructors();
        } catch (ClassNotFoundException | LinkageError e) {
            faults.add(reader.getClassName() + ": " + e);
        }
        return faults;
    }

    private static URL[] urls(List<Path> classPath) throws MalformedURLException {
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath.get(i).toUri().toURL();
        }
        return urls;
    }
}
