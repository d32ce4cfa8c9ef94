package dev.reprise.transformer.internal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static String withoutDigests(String manifest) {
        return new String(Signature.withoutDigests(manifest.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "META-INF/A.SF",
                "META-INF/a.sf",
                "META-INF/A.RSA",
                "meta-inf/A.DSA",
                "META-INF/A.EC",
                "META-INF/SIG-A"
            })
    void partsOfASignature(String entry) {
        assertTrue(Signature.isPart(entry));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"META-INF/MANIFEST.MF", "META-INF/a/A.SF", "A.SF", "META-INF/A.SFX", "META-INF/services/SIG-A"})
    void otherEntries(String entry) {
        assertFalse(Signature.isPart(entry));
    }

    @Test
    void theMainSectionAndSectionsWithoutDigestsStay() {
        String manifest =
                "Manifest-Version: 1.0\r\nSHA-256-Digest: mine\r\n\r\n\r\nName: p/\r\nSealed: true\r\n\r\nName: q\r\n\r\n";
        assertEquals(manifest, withoutDigests(manifest));
    }

    @Test
    void aDigestGoesWithItsContinuation() {
        String manifest = """
                Manifest-Version: 1.0

                Name: a/very/long
                 /name
                sha-512-digest: abc
                 def
                X: y
                Magic: m
                MD5-Digest-fr: abc

                """.replace("\n", "\r\n");
        String rest = """
                Manifest-Version: 1.0

                Name: a/very/long
                 /name
                X: y

                """.replace("\n", "\r\n");
        assertEquals(rest, withoutDigests(manifest));
    }

    @Test
    void aSectionThatSaidNothingElseGoes() {
        assertEquals("""
                Manifest-Version: 1.0

                Name: c
                X: y
                """, withoutDigests("""
                Manifest-Version: 1.0

                Name: a
                SHA1-Digest: x

                Name: b
                SHA1-Digest: y

                Name: c
                X: y
                """));
    }

    @Test
    void aManifestOfOneSectionStays() {
        assertEquals("Manifest-Version: 1.0", withoutDigests("Manifest-Version: 1.0"));
        assertEquals("", withoutDigests(""));
    }
}
