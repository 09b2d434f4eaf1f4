package dev.orchestration.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir
    Path root;

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void everyEngineBeginsWithFourResources() {
        Counter counter = new Counter();
        new Machine(8, 16_000, 50_000).resources().forEach(counter::and);
        assertThat(counter.manager.getUsage(Machine.COMPUTE).capacity()).isEqualTo(8);
        assertThat(counter.manager.getUsage(Machine.MEMORY).capacity()).isEqualTo(16_000);
        assertThat(counter.manager.getUsage(Machine.DISK).capacity()).isEqualTo(50_000);
        assertThat(counter.manager.resources())
                .extracting(each -> each.limits().unit())
                .containsExactly("vCPU", "MB", "MB", "call");
        assertThat(counter.manager.resources()).extracting(Resource::status).containsOnly(ResourceStatus.AVAILABLE);
    }

    @Test
    void callsOfForeignServicesAreARateOfAThousandAMinute() {
        Counter counter = new Counter();
        new Machine(8, 16_000, 50_000).resources().forEach(counter::and);
        counter.take("api-global", 1_000);
        assertThat(counter.canTake("api-global", 1)).isFalse();
        counter.after(Duration.ofSeconds(6));
        assertThat(counter.canTake("api-global", 100)).isTrue();
    }

    @Test
    void ofWhatThereIsNothingIsOutOfService() {
        Counter counter = new Counter();
        new Machine(8, 16_000, 0).resources().forEach(counter::and);
        assertThat(counter.status("sys-disk")).isEqualTo(ResourceStatus.OFFLINE);
        assertThat(counter.canTake("sys-disk", 1)).isFalse();
    }

    @Test
    void memoryIsThatOfTheMachineOrOfItsContainer() throws IOException {
        MachineReader reader = new MachineReader(root);
        file("proc/meminfo", "MemTotal:       2097152 kB\nMemFree:          102400 kB\n");
        assertThat(reader.memoryMb()).isEqualTo(2048);
        file("sys/fs/cgroup/memory.max", "max\n");
        assertThat(reader.memoryMb()).isEqualTo(2048);
        file("sys/fs/cgroup/memory.max", "536870912\n");
        assertThat(reader.memoryMb()).isEqualTo(512);
        file("sys/fs/cgroup/memory.max", "9223372036854771712\n");
        assertThat(reader.memoryMb()).isEqualTo(2048);
    }

    @Test
    void whereNoFileTellsItTheJvmDoes() {
        assertThat(new MachineReader(root).memoryMb()).isBetween(64L, 1L << 30);
    }

    @Test
    void theDiskIsThatOfAFolderThatNeedNotExistYet() {
        MachineReader reader = new MachineReader(root);
        long wholeDisk = root.toFile().getTotalSpace() / (1024 * 1024);
        assertThat(reader.freeDiskMb(root.resolve("not/yet/there/state.db"))).isBetween(1L, wholeDisk);
        assertThat(reader.processors()).isPositive();
    }

    @Test
    void thisMachineHasSomething() {
        Machine here = Machine.read(root);
        assertThat(here.processors()).isPositive();
        assertThat(here.memoryMb()).isPositive();
        assertThat(here.freeDiskMb()).isPositive();
    }
}
