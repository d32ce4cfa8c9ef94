package dev.reprise.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import org.jspecify.annotations.Nullable;

/** Makes lines of blocks of bytes. What ends a line is what ends one of {@link java.io.BufferedReader}. */
final class LineDecoder {

    private final CharsetDecoder decoder;

    private final CharBuffer chars = CharBuffer.allocate(8 * 1024);

    /** What was decoded, from {@link #taken} on not yet taken. */
    private final StringBuilder text = new StringBuilder();

    private int taken;

    /** How far the text was searched for an end of line, so that a long line is not searched again and again. */
    private int searched;

    private boolean ended;

    /** The error that the text ends with; it is thrown after the lines before it. */
    private @Nullable CharacterCodingException malformed;

    LineDecoder(Charset charset) {
        decoder = charset.newDecoder();
    }

    /** Decodes a block. What is left in it is the beginning of a character, and must stand before the next one. */
    void feed(ByteBuffer bytes) {
        decode(bytes, false);
    }

    /** Decodes what is left at the end. */
    void end(ByteBuffer bytes) {
        decode(bytes, true);
        ended = true;
    }

    private void decode(ByteBuffer bytes, boolean last) {
        text.delete(0, taken);
        searched -= taken;
        taken = 0;
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = decoder.decode(bytes, chars, last);
            text.append(chars.flip());
            chars.clear();
        }
        if (result.isUnderflow() && last) {
            decoder.flush(chars);
            text.append(chars.flip());
        }
        if (result.isError()) {
            try {
                result.throwException();
            } catch (CharacterCodingException error) {
                malformed = error;
            }
        }
    }

    /** Returns the next line, null if there is none yet, or none any more. */
    @Nullable
    String next() throws CharacterCodingException {
        for (; searched < text.length(); searched++) {
            char found = text.charAt(searched);
            if (found == '\n') {
                return takeTo(searched, searched + 1);
            }
            if (found == '\r') {
                if (searched + 1 < text.length()) {
                    return takeTo(searched, searched + (text.charAt(searched + 1) == '\n' ? 2 : 1));
                }
                if (!ended) {
                    return null; // a \n may follow
                }
                return takeTo(searched, searched + 1);
            }
        }
        if (malformed != null) {
            throw malformed;
        }
        return ended && taken < text.length() ? takeTo(text.length(), text.length()) : null;
    }

    private String takeTo(int end, int nextLine) {
        String line = text.substring(taken, end);
        taken = nextLine;
        searched = nextLine;
        return line;
    }
}
