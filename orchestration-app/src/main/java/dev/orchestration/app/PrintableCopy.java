package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.tasks.action.Printable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows a file of somebody's output without what a terminal would obey, in memory that is bounded. */
final class PrintableCopy {
    /** Longer lines are shown in pieces of this size. Unit: characters. */
    private static final int PIECE = 64 << 10;

    private PrintableCopy() {}

    static void of(Path file, Channel out) throws IOException {
        char[] buffer = new char[PIECE];
        int kept = 0;
        try (Reader reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            for (int read = reader.read(buffer, 0, PIECE); read >= 0; read = reader.read(buffer, kept, PIECE - kept)) {
                int filled = kept + read;
                int end = wholeLines(buffer, filled);
                out.print(Printable.text(new String(buffer, 0, end)));
                System.arraycopy(buffer, end, buffer, 0, filled - end);
                kept = filled - end;
            }
        }
        if (kept > 0) {
            out.line(Printable.text(new String(buffer, 0, kept)));
        }
    }

    /** Up to the last line end, so that no escape sequence is cut in two; all of it where the line is too long. */
    private static int wholeLines(char[] buffer, int filled) {
        for (int i = filled - 1; i >= 0; i--) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return filled == PIECE ? filled : 0;
    }
}
