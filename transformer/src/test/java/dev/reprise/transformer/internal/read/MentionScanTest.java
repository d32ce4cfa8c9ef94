package dev.reprise.transformer.internal.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.support.Stubs;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionScanTest {

    @ParameterizedTest
    @CsvSource({
        "abc,          abc, true",
        "xabc,         abc, true",
        "abcx,         abc, true",
        "xxabcxx,      abc, true",
        "ababc,        abc, true",
        "aabc,         abc, true",
        "abab,         abc, false",
        "ab,           abc, false",
        "bc,           abc, false",
        "abxc,         abc, false",
        "cba,          abc, false",
        "'',           abc, false",
        "aaab,         aab, true",
        "x,            x,   true",
        "y,            x,   false",
    })
    void findsATextAnywhere(String bytes, String text, boolean expected) {
        assertEquals(expected, MentionScan.mentions(bytes.getBytes(StandardCharsets.UTF_8), text));
    }

    @Test
    void findsATextAmongBytesThatAreNoText() {
        byte[] bytes = {-1, 0, 'a', -128, 'a', 'b', 127};
        assertTrue(MentionScan.mentions(bytes, "ab"));
        assertFalse(MentionScan.mentions(bytes, "aa"));
    }

    @Test
    void findsWhatAClassFileNames() {
        byte[] using = Stubs.compile("Using", "Coroutine<?> field;");
        byte[] other = Stubs.compile("Other", "String field = \"dev.reprise.Coroutine\";");
        assertTrue(MentionScan.mentions(using, "dev/reprise/"));
        assertFalse(MentionScan.mentions(other, "dev/reprise/"), "the imports leave no trace");
    }
}
