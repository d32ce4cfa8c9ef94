package dev.reprise.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts take the two commands from the README: each must be the only block of its section, and one line. */
class ReadmeCommandsTest {

    @ParameterizedTest
    @ValueSource(strings = {"Run it", "Test it"})
    void the_section_has_one_block_with_one_command(String section) throws IOException {
        List<Markdown.Block> blocks = Markdown.readme().in(section);

        assertEquals(1, blocks.size());
        assertEquals(1, blocks.get(0).text().lines().count());
        assertTrue(!blocks.get(0).text().isBlank());
    }
}
