package dev.orchestration.app;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How many columns there are to write in. */
final class TerminalWidth {
    /** Where there is no terminal: files are read in windows of about this width. */
    static final int USUAL = 100;

    private static final int LEAST = 40;
    private static final int MOST = 500;

    private TerminalWidth() {}

    /** What the variable COLUMNS says, else the terminal if standard output is one. */
    static int of(Caller caller) {
        int said = number(caller.environment().getOrDefault("COLUMNS", ""));
        int width = said > 0 ? said : caller.out().style().terminal() ? ofTerminal() : 0;
        return width <= 0 ? USUAL : Math.max(LEAST, Math.min(MOST, width));
    }

    private static int ofTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return 0;
            }
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ", -1);
            return size.length == 2 ? number(size[1]) : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
