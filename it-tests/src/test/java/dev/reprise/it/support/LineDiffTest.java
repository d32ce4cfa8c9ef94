package dev.reprise.it.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LineDiffTest {

    @Test
    void showsWhatChangedWithAFewLinesAround() {
        String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        String after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\nten\n";
        assertEquals("...\n  2\n  3\n  4\n- 5\n+ five\n  6\n  7\n  8\n  9\n+ ten\n", LineDiff.of(before, after));
    }

    @Test
    void keepsAsManyLinesAsItCan() {
        assertEquals("- a\n  b\n  c\n+ a\n", LineDiff.of("a\nb\nc\n", "b\nc\na\n"));
    }

    @Test
    void nothingIsLeftOfEqualTexts() {
        assertEquals("...\n", LineDiff.of("a\nb\n", "a\nb\n"));
    }
}
