package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Style;
import dev.orchestration.state.Clock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command line comes from.
 *
 * @param in where a person answers
 * @param asks whether there is a person at a terminal who can be asked
 * @param out for data
 * @param err for progress, summaries and errors
 * @param directory absolute; paths of the command line begin here
 */
record Caller(
        InputStream in,
        boolean asks,
        Channel out,
        Channel err,
        Map<String, String> environment,
        Path directory,
        Clock clock) {
    private static final int BUFFER = 8 << 10;

    /** One with nobody who answers. */
    Caller(Channel out, Channel err, Map<String, String> environment, Path directory, Clock clock) {
        this(InputStream.nullInputStream(), false, out, err, environment, directory, clock);
    }

    /** The process's own streams. Data is always UTF-8; what people read is in the encoding of their system. */
    static Caller system() {
        Map<String, String> environment = System.getenv();
        Charset people = nativeCharset();
        Style outStyle = Style.of(TerminalCheck.isTerminal(1), environment, people);
        Style errStyle = Style.of(TerminalCheck.isTerminal(2), environment, people);
        return new Caller(
                System.in,
                TerminalCheck.isTerminal(0) && errStyle.terminal(),
                new Channel(stream(FileDescriptor.out, StandardCharsets.UTF_8), outStyle),
                new Channel(stream(FileDescriptor.err, people), errStyle),
                environment,
                Path.of("").toAbsolutePath(),
                Clock.system());
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        var buffered = new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER);
        return new PrintStream(buffered, false, charset);
    }

    private static Charset nativeCharset() {
        try {
            return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** How people call this program: the launcher says so. */
    String program() {
        String said = environment.getOrDefault("ORCHESTRATION_COMMAND", "");
        return said.isEmpty() ? "orchestrate" : said;
    }
}
