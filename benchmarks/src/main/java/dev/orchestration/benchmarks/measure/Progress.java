package dev.orchestration.benchmarks.measure;

/** Tells whoever waits what is being measured, on standard error. */
public final class Progress {
    private Progress() {}

    public static void tell(String what) {
        System.err.println("benchmarks: " + what);
    }
}
