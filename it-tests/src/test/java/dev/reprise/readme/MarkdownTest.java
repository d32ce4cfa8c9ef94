package dev.reprise.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {

    private static final Markdown DOCUMENT = Markdown.parse("""
            # Title
            ## One
            ```java
            ## not a heading
            a();
            ```
            ## Two
            ```sh
            first
            ```
            ```sh
            second
            ```
            """.lines().toList());

    @Test
    void a_block_belongs_to_its_section() {
        assertEquals(List.of(new Markdown.Block("One", "java", "## not a heading\na();")), DOCUMENT.in("One"));
    }

    @Test
    void the_only_block_must_be_the_only_one() {
        assertEquals("## not a heading\na();", DOCUMENT.only("One", "java"));
        assertThrows(AssertionError.class, () -> DOCUMENT.only("Two", "sh"));
        assertThrows(AssertionError.class, () -> DOCUMENT.only("One", "xml"));
    }
}
