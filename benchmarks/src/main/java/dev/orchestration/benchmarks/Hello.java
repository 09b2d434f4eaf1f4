package dev.orchestration.benchmarks;

/** The smallest program, to know what starting a JVM costs here. */
final class Hello {
    private Hello() {}

    public static void main(String[] arguments) {
        System.out.println("hello");
    }
}
