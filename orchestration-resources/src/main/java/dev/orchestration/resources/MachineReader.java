package dev.orchestration.resources;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the operating system tells of the machine: the only place here that looks outside. Stateless. */
final class MachineReader {
    private static final long MB = 1024L * 1024;
    private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,15}) kB$");
    private static final Pattern BYTES = Pattern.compile("\\d{1,18}");

    private final Path root;

    /** @param root where {@code proc} and {@code sys} are looked for */
    MachineReader(Path root) {
        this.root = root;
    }

    int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    long memoryMb() {
        return Math.min(physicalMb(), containerMb());
    }

    /** Linux tells it in a file; the JVM's own answer costs two hundred milliseconds at every start. */
    private long physicalMb() {
        Matcher total = TOTAL.matcher(text("proc/meminfo"));
        return total.find()
                ? Long.parseLong(total.group(1)) / 1024
                : ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                .getTotalMemorySize()
                        / MB;
    }

    private long containerMb() {
        String limit = text("sys/fs/cgroup/memory.max").strip();
        return BYTES.matcher(limit).matches() ? Long.parseLong(limit) / MB : Long.MAX_VALUE;
    }

    /** Empty where there is no such file: other systems, or older ones, tell it elsewhere. */
    private String text(String file) {
        Path path = root.resolve(file);
        try {
            return Files.isReadable(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            return "";
        }
    }

    long freeDiskMb(Path onVolume) {
        Path there = onVolume.toAbsolutePath();
        for (Path up = there; up != null; up = up.getParent()) {
            if (Files.exists(up)) {
                return up.toFile().getUsableSpace() / MB;
            }
        }
        return 0;
    }
}
