package dev.orchestration.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ManualClock;
import dev.orchestration.state.ResourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/resources.md shows is in this file, is run, and does what is said there. */
class GuideTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));

    private final ManualClock clock = new ManualClock(Counter.START);
    private final ResourceId gpu = new ResourceId("gpu");
    private final ResourceId calls = new ResourceId("calls");
    private final Engine engine = new Engine(new ResourceManager(clock));
    private double trainedWith;

    private record Engine(ResourceManager resourceManager) {}

    private void train(ResourceAllocation allocation) {
        trainedWith = allocation.amount();
    }

    @Test
    void theSnippetsDoWhatTheGuideSays() throws Exception {
        new Machine(8, 16_000, 50_000).resources().forEach(engine.resourceManager()::register);

        ResourceManager resources = engine.resourceManager();
        resources.registerResource(gpu, ResourceType.COMPUTE, 4, ResourceLimits.between(0.25, 2));
        try (ResourceAllocation half = resources.allocate(gpu, "nightly", 0.5)) {
            train(half);
        }
        assertThat(trainedWith).isEqualTo(0.5);
        rates(resources);
        vectors(resources);
        endings(resources);
    }

    private void rates(ResourceManager resources) {
        resources.register(new Resource(calls, ResourceType.API_QUOTA, 600)
                .every(Duration.ofMinutes(1))
                .withLimits(ResourceLimits.none().withBurst(20)));
        resources.allocate(calls, "crawler", 20); // all that was saved up
        OptionalLong ready = resources.nextRefill(ResourceVector.of(calls, 5));
        assertThat(ready).hasValue(clock.nanos() + 500_000_000);
    }

    private void vectors(ResourceManager resources) throws InterruptedException {
        ResourceVector wanted = ResourceVector.of(gpu, 1).plus(ResourceType.MEMORY, 512);
        Optional<ResourceAllocation> now = resources.tryAllocateAll(wanted, "nightly"); // never waits
        ResourceAllocation later = resources.allocate(AllocationRequest.of(wanted, "nightly"), Duration.ofSeconds(30));
        assertThat(now).isPresent();
        assertThat(later.amounts()).containsEntry(Machine.MEMORY, 512.0);
        assertThat(resources.releaseAll("nightly")).isEqualTo(2);
    }

    private void endings(ResourceManager resources) {
        AllocationRequest lease =
                AllocationRequest.of(ResourceVector.of(gpu, 1), "agent 7").expiringAfter(Duration.ofHours(1));
        ResourceAllocation allocation = resources.allocate(lease);
        resources.renew(allocation.allocationId(), Duration.ofHours(2));
        try (ResourceHolder attempt = resources.holder("attempt 3")) {
            attempt.tryAllocateAll(ResourceVector.of(gpu, 1));
        }
        assertThat(resources.getUsage(gpu).current()).isEqualTo(1);
        clock.advance(Duration.ofHours(2));
        assertThat(resources.getUsage(gpu).current()).isZero();
    }

    @Test
    void everySnippetOfTheGuideStandsInThisTest() throws IOException {
        String module = "orchestration-resources/src/test/java/";
        String test = squeezed(
                Files.readString(ROOT.resolve(module + getClass().getName().replace('.', '/') + ".java")));
        List<String> snippets = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(guide())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(snippets).hasSize(4).allSatisfy(snippet -> assertThat(test).contains(squeezed(snippet)));
    }

    @Test
    void theGuideNamesEveryStatusAndEveryResourceOfTheMachine() throws IOException {
        Stream<String> statuses = Arrays.stream(ResourceStatus.values()).map(ResourceStatus::wire);
        Stream<String> standard = new Machine(8, 16_000, 50_000)
                .resources().stream().map(each -> each.id().value());
        assertThat(Stream.concat(statuses, standard).map(name -> "`" + name + "`"))
                .allSatisfy(name -> assertThat(guide()).contains(name));
    }

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("docs/resources.md"));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
