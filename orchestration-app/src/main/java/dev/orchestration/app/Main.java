package dev.orchestration.app;

/**
 * The program {@code orchestrate}. What needs no engine it answers itself, so that this takes hardly longer than the start
 * of a JVM: nothing that this class touches may load a library.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(answer(arguments));
    }

    /** Answers one command line without ending the JVM, and says with which code it would end. */
    static int answer(String... arguments) {
        String text = QuickAnswer.to(arguments);
        if (text != null) {
            System.out.print(text);
            System.out.flush();
            return 0;
        }
        return new Dispatcher(Caller.system()).dispatch(arguments);
    }
}
