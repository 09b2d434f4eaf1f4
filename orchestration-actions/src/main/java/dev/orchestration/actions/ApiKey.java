package dev.orchestration.actions;

/**
 * A secret that is sent and never shown.
 *
 * @param secret without blanks around it
 */
public record ApiKey(String secret) {
    private static final String MASK = "***";

    /** @throws IllegalArgumentException if it is empty or holds what no header can */
    public ApiKey {
        secret = secret.strip();
        if (secret.isEmpty() || !secret.chars().allMatch(each -> each > 0x20 && each < 0x7f)) {
            throw new IllegalArgumentException("the API key is empty or holds a character that is not printable ASCII");
        }
    }

    /** The text with the key in it made unreadable: whoever was sent the key may send it back. */
    String hiddenIn(String text) {
        return text.replace(secret, MASK);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
