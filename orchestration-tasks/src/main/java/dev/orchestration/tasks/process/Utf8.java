package dev.orchestration.tasks.process;

/** Where whole characters begin and end in a cut piece of UTF-8; anything else than UTF-8 is left as it is. */
final class Utf8 {
    private static final int MAX_LENGTH = 4;

    private Utf8() {}

    /** The index of the first byte that does not continue a character begun before the piece. */
    static int firstWhole(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, MAX_LENGTH); i++) {
            if (!continues(bytes[i])) {
                return i;
            }
        }
        return 0;
    }

    /** The index after the last whole character. */
    static int endOfWhole(byte[] bytes) {
        for (int i = bytes.length - 1; i >= Math.max(0, bytes.length - MAX_LENGTH); i--) {
            if (!continues(bytes[i])) {
                return i + length(bytes[i]) <= bytes.length ? bytes.length : i;
            }
        }
        return bytes.length;
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static int length(byte first) {
        if ((first & 0xE0) == 0xC0) {
            return 2;
        }
        if ((first & 0xF0) == 0xE0) {
            return 3;
        }
        return (first & 0xF8) == 0xF0 ? MAX_LENGTH : 1;
    }
}
