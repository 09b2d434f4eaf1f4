package dev.orchestration.benchmarks.recovery;

import dev.orchestration.benchmarks.measure.Child;
import dev.orchestration.benchmarks.measure.WrongResultException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process that runs {@link HostProgram}. */
final class Host implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    private Host(Process process) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param words for the program */
    static Host start(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Child.command(HostProgram.class, words));
        return new Host(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** The next line that it says. */
    String hear() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new WrongResultException("the host ended and said nothing more");
        }
        return line;
    }

    /** @throws WrongResultException if the next line is another one */
    void expect(String line) throws IOException {
        String heard = hear();
        if (!heard.equals(line)) {
            throw new WrongResultException("the host said '" + heard + "' instead of '" + line + "'");
        }
    }

    /** Ends it as a crash would, with SIGKILL, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until it has ended by itself. */
    void await() throws InterruptedException {
        int code = process.waitFor();
        if (code != 0) {
            throw new WrongResultException("the host ended with " + code);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        said.close();
    }
}
