package dev.orchestration.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the run happens on. */
final class Machine {
    private Machine() {}

    static Map<String, Object> describe() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("commit", System.getProperty("benchmarks.commit", "unknown"));
        map.put("processors", (long) Runtime.getRuntime().availableProcessors());
        map.put("processor", processor());
        map.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
        map.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return map;
    }

    /** The same for people. */
    static String line() throws IOException {
        Map<String, Object> map = describe();
        return "Commit " + map.get("commit") + ", " + map.get("processors") + " processors (" + map.get("processor")
                + "), " + map.get("java") + ", " + map.get("system") + ".";
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    /** The load average of the last minute, which tells whether the machine is quiet; negative where unknown. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    static String loads(double before, double after) {
        return String.format(Locale.ROOT, "Load average %.1f before, %.1f after.", before, after);
    }
}
