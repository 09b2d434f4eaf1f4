package dev.orchestration.store;

/** How many files there are, and how many bytes in them. */
public record FileTotal(long files, long bytes) {
    public static final FileTotal NONE = new FileTotal(0, 0);

    FileTotal plus(long moreBytes) {
        return new FileTotal(files + 1, bytes + moreBytes);
    }
}
