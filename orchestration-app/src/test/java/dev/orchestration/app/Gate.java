package dev.orchestration.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A workflow that does something quick and then waits at a gate, a named pipe, until the test opens it. */
record Gate(Terminal here, String name) {
    static Gate in(Terminal here, String name) throws IOException, InterruptedException {
        new ProcessBuilder("mkfifo", here.directory().resolve(name).toString())
                .start()
                .waitFor();
        here.write(name + ".yaml", """
                name: NAME
                steps:
                  - {name: quick-NAME, action: shell.run, parameters: {command: "echo quick >> ledger-NAME"}}
                  - name: gate-NAME
                    action: shell.run
                    dependencies: [quick-NAME]
                    parameters: {command: "echo $$ > pid-NAME; cat NAME; echo gate >> ledger-NAME"}
                """.replace("NAME", name));
        return new Gate(here, name);
    }

    String file() {
        return name + ".yaml";
    }

    /** What a terminal shows once the first step is done. */
    String shown() {
        return "✓ quick-" + name;
    }

    /** Waits until a step waits at the gate, and lets it through. */
    void open() throws IOException {
        Files.writeString(here.directory().resolve(name), "go\n");
    }

    /** What was done, one word a step. */
    String ledger() throws IOException {
        Path ledger = here.directory().resolve("ledger-" + name);
        return Files.exists(ledger)
                ? Files.readString(ledger).replace('\n', ' ').strip()
                : "";
    }
}
