package dev.orchestration.tasks.process;

/** Where the bytes of a process go as they come. An implementation must be safe to call from several threads. */
@FunctionalInterface
public interface OutputSink {
    /** Takes {@code length} bytes from {@code offset}; the array is used again after the call. */
    void accept(byte[] bytes, int offset, int length);

    /** A sink that gives the same bytes to this one first and then to {@code second}. */
    default OutputSink and(OutputSink second) {
        return (bytes, offset, length) -> {
            accept(bytes, offset, length);
            second.accept(bytes, offset, length);
        };
    }
}
