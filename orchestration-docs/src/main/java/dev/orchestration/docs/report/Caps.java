package dev.orchestration.docs.report;

/** How much a page holds at most, so that it can be opened however large the execution is. What is left out, it says. */
final class Caps {
    /** Rows of the timeline. */
    static final int ROWS = 300;
    /** Steps that are told one by one. */
    static final int STEPS = 1_000;
    /** Attempts and waits that are kept of one step: the last ones. */
    static final int STINTS = 30;
    /** Elements of one step that are told one by one: the first ones. */
    static final int ITEMS = 200;
    /** Changes of the context: the last ones. */
    static final int CHANGES = 500;
    /** Things that happened to the execution as a whole: the last ones. */
    static final int EVENTS = 200;
    /** One output, one message, the end of one log, one value. Unit: characters. */
    static final int OUTPUT = 8 << 10;

    static final int MESSAGE = 4 << 10;
    static final int LOG = 16 << 10;
    static final int VALUE = 1 << 10;
    /** All outputs together, and all logs. Unit: characters. */
    static final int OUTPUTS = 2 << 20;

    static final int LOGS = 2 << 20;
    /** Steps of the critical path that are listed. */
    static final int PATH = 100;

    private Caps() {}

    /** The beginning of {@code text}, with a word about what is left out. */
    static String head(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, most) + "\n… (" + (text.length() - most) + " more characters)";
    }
}
