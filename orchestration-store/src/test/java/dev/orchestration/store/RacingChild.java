package dev.orchestration.store;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A process that tries to own one store after the other, as it is told: it says {@code owned} and keeps it until the next
 * line, or the code of its refusal.
 */
final class RacingChild implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;

    private RacingChild(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    public static void main(String[] args) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String file = lines.readLine(); file != null; file = lines.readLine()) {
            try (Store store = Records.own(Path.of(file))) {
                System.out.println("owned " + store.owner().epoch());
                lines.readLine();
            } catch (OrchestrationException e) {
                System.out.println(e.code());
            }
        }
    }

    static RacingChild start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Arrays.stream(System.getProperty("orchestration.jvm.flags", "").split(" +"))
                .filter(flag -> !flag.isEmpty())
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RacingChild.class.getName()));
        RacingChild child = new RacingChild(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (!"ready".equals(child.line())) {
            throw new IOException("the child did not start");
        }
        return child;
    }

    /** Tells it which store to own, or, if it owns one, to let go. */
    void tell(String line) {
        in.println(line);
    }

    String line() throws IOException {
        return String.valueOf(out.readLine());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
