package dev.orchestration.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The names of texts that are kept by their content: {@code sha256:} and the digest in hexadecimal. */
public final class Digests {
    public static final String PREFIX = "sha256:";

    private Digests() {}

    public static String sha256(byte[] bytes) {
        return PREFIX + HexFormat.of().formatHex(algorithm().digest(bytes));
    }

    /** Of the text in UTF-8. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
