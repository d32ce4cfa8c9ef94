package dev.reprise.transformer.internal.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path root;

    @BeforeEach
    void fillTheFolder() throws IOException {
        root = Files.createDirectory(folder.resolve("classes"));
        write("p/A.class", "A");
        write("p/q/B.class", "B");
        write("C.class", "C");
        write("p/notes.txt", "notes");
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private void assertHolds(String path, String content) throws IOException {
        assertEquals(content, Files.readString(root.resolve(path)));
    }

    private boolean isUntouched(String path) throws IOException {
        return Files.getLastModifiedTime(root.resolve(path)).equals(LONG_AGO);
    }

    private void assertNoLeftOvers() throws IOException {
        try (Stream<Path> beside = Files.list(folder)) {
            assertEquals(List.of(root), beside.toList());
        }
    }

    @Test
    void listsClassFilesInOrder() throws IOException {
        write("p/A$a.class", "");
        assertEquals(List.of("C.class", "p/A$a.class", "p/A.class", "p/q/B.class"), new FolderTree(root).list());
    }

    @Test
    void readsAFile() throws IOException {
        assertArrayEquals(bytes("B"), new FolderTree(root).read("p/q/B.class"));
    }

    @Test
    void changesNothingBeforeItIsTold() throws IOException {
        FolderTree tree = new FolderTree(root);
        tree.put("p/A.class", bytes("new"), "C.class");
        tree.delete("C.class");
        assertHolds("p/A.class", "A");
        assertHolds("C.class", "C");
        tree.write();
        assertHolds("p/A.class", "new");
        assertFalse(Files.exists(root.resolve("C.class")));
        assertNoLeftOvers();
    }

    @Test
    void writesNewFilesInNewFolders() throws IOException {
        FolderTree tree = new FolderTree(root);
        tree.put("r/s/New.class", bytes("new"), "C.class");
        Files.createDirectories(root.resolve("r/s"));
        tree.write();
        assertHolds("r/s/New.class", "new");
    }

    @Test
    void leavesAFileThatWouldNotChange() throws IOException {
        FolderTree tree = new FolderTree(root);
        tree.put("p/A.class", bytes("A"), "C.class");
        tree.put("C.class", bytes("other"), "C.class");
        tree.write();
        assertTrue(isUntouched("p/A.class"));
        assertTrue(isUntouched("p/q/B.class"));
        assertTrue(isUntouched("p/notes.txt"));
        assertFalse(isUntouched("C.class"), "the one that did change");
    }

    @Test
    void deletingWhatIsNotThereIsNoFault() throws IOException {
        FolderTree tree = new FolderTree(root);
        tree.delete("p/Gone.class");
        tree.write();
        assertEquals(3, tree.list().size());
    }

    @Test
    void writesNothingIfOneOfTheFilesCannotBeStaged() throws IOException {
        FolderTree tree = new FolderTree(root);
        tree.put("C.class", bytes("new"), "C.class");
        tree.put("p/A.class", bytes("new"), "C.class");
        tree.put("p/A.class/B.class", bytes("in a folder that is a file"), "C.class");
        tree.delete("p/q/B.class");
        assertThrows(IOException.class, tree::write);
        assertAllUntouched();
    }

    @Test
    void writesNothingIfOneOfTheFilesCannotBeCompared() throws IOException {
        write("p/Folder.class/content.txt", "");
        FolderTree tree = new FolderTree(root);
        tree.put("C.class", bytes("new"), "C.class");
        tree.put("p/Folder.class", bytes("a folder has this name"), "C.class");
        tree.delete("p/q/B.class");
        assertThrows(IOException.class, tree::write);
        assertAllUntouched();
    }

    private void assertAllUntouched() throws IOException {
        for (String path : List.of("p/A.class", "p/q/B.class", "C.class")) {
            assertTrue(isUntouched(path), path);
        }
        assertNoLeftOvers();
    }

    @Test
    void aFolderThatIsGivenByARelativePathWorksToo() throws IOException {
        Path relative = Path.of("").toAbsolutePath().relativize(root);
        FolderTree tree = new FolderTree(relative);
        tree.put("p/A.class", bytes("new"), "C.class");
        tree.write();
        assertHolds("p/A.class", "new");
        assertEquals(List.of("C.class", "p/A.class", "p/q/B.class"), tree.list());
        assertNoLeftOvers();
    }
}
