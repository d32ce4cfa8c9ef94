package dev.reprise.transformer.internal.verify;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Folders and jars, and behind them the JDK that runs this. As for javac, what does not exist is empty. */
public final class ClassPath implements ClassSource, Closeable {

    private final List<ClassSource> places = new ArrayList<>();
    private final List<JarFile> jars = new ArrayList<>();

    /** Opens the jars. */
    public ClassPath(List<Path> path) throws IOException {
        try {
            for (Path each : path) {
                if (Files.isDirectory(each)) {
                    places.add(name -> read(each.resolve(name + ".class")));
                } else if (Files.exists(each)) {
                    JarFile jar = open(each);
                    jars.add(jar);
                    places.add(name -> read(jar, name + ".class"));
                }
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        places.add(ClassPath::findInJdk);
    }

    private static JarFile open(Path jar) throws IOException {
        try {
            return new JarFile(jar.toFile(), false, JarFile.OPEN_READ, JarFile.runtimeVersion());
        } catch (ZipException e) {
            throw new IOException(jar + " of the class path cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public byte @Nullable [] find(String internalName) throws IOException {
        for (ClassSource place : places) {
            byte[] classFile = place.find(internalName);
            if (classFile != null) {
                return classFile;
            }
        }
        return null;
    }

    private static byte @Nullable [] read(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    private static byte @Nullable [] read(JarFile jar, String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** The JDK's own file system has a folder for each package, with a link for each module that has a part of it. */
    private static byte @Nullable [] findInJdk(String internalName) throws IOException {
        int slash = internalName.lastIndexOf('/');
        if (slash < 0) {
            return null;
        }
        FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
        Path home = jdk.getPath("packages", internalName.substring(0, slash).replace('/', '.'));
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(home)) {
            for (Path module : modules) {
                byte[] classFile =
                        read(jdk.getPath("modules", module.getFileName().toString(), internalName + ".class"));
                if (classFile != null) {
                    return classFile;
                }
            }
            return null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Closes the jars. */
    @Override
    public void close() throws IOException {
        for (JarFile jar : jars) {
            jar.close();
        }
    }
}
