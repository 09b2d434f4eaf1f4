package dev.orchestration.workflow.definition;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Data that nobody on this project wrote; it lies beside the repository. */
public final class SharedData {
    private SharedData() {}

    /** The folder. Where it is absent the test is skipped, and on a build server it fails. */
    public static Path folder() {
        Path data = Path.of(System.getProperty("orchestration.shared", "absent"), "data");
        if (!Files.isDirectory(data)) {
            String message = "skipped: the shared data folder is absent (system property orchestration.shared)";
            if ("true".equals(System.getenv("CI"))) {
                fail(message);
            }
            abort(message);
        }
        return data;
    }
}
