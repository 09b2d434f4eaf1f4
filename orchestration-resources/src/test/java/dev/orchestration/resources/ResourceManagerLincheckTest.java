package dev.orchestration.resources;

import dev.orchestration.state.ManualClock;
import dev.orchestration.state.ResourceId;
import java.time.Duration;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Whatever threads do at once could have been done one after the other: so says the manager's every answer. */
@Param(name = "amount", gen = IntGen.class, conf = "1:3")
@Param(name = "number", gen = IntGen.class, conf = "1:4")
@Param(name = "requester", gen = IntGen.class, conf = "1:2")
public class ResourceManagerLincheckTest {
    /** Whose inside is not looked at, so that the switches of threads are tried where we could be wrong. */
    private static final String[] LIBRARY = {
        "java.util.TreeMap",
        "java.util.TreeSet",
        "java.util.HashMap",
        "java.util.LinkedHashMap",
        "java.util.ArrayList",
        "java.util.EnumMap",
        "java.math.BigDecimal",
        "dev.orchestration.resources.ResourceVector",
        "dev.orchestration.resources.Amounts"
    };

    private static final ResourceId GPU = new ResourceId("gpu");
    private static final ResourceId CPU = new ResourceId("cpu");

    private final ManualClock clock = new ManualClock(Counter.START);
    private final ResourceManager manager = new ResourceManager(clock);

    public ResourceManagerLincheckTest() {
        manager.register(new Resource(GPU, ResourceType.COMPUTE, 4));
        manager.register(new Resource(CPU, ResourceType.COMPUTE, 3));
    }

    @Operation
    public String tryAllocate(@Param(name = "amount") int amount, @Param(name = "requester") int requester) {
        return manager.tryAllocate(GPU, "r" + requester, amount)
                .map(ResourceAllocation::allocationId)
                .orElse("short");
    }

    @Operation
    public String tryAllocateBoth(@Param(name = "amount") int amount, @Param(name = "requester") int requester) {
        return manager.tryAllocateAll(Map.of(GPU, 1.0, CPU, (double) amount), "r" + requester)
                .map(ResourceAllocation::allocationId)
                .orElse("short");
    }

    @Operation
    public String allocateForASecond(@Param(name = "amount") int amount, @Param(name = "requester") int requester) {
        AllocationRequest request = AllocationRequest.of(ResourceVector.of(CPU, amount), "r" + requester);
        return manager.tryAllocate(request.expiringAfter(Duration.ofSeconds(1)))
                .map(ResourceAllocation::allocationId)
                .orElse("short");
    }

    @Operation
    public boolean release(@Param(name = "number") int number) {
        return manager.release("alloc-" + number);
    }

    @Operation
    public int releaseAll(@Param(name = "requester") int requester) {
        return manager.releaseAll("r" + requester);
    }

    @Operation
    public double inUse() {
        return manager.getUsage(CPU).current();
    }

    @Operation
    public void aSecondPasses() {
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void everyInterleavingThatIsTriedIsLinear() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(150)
                .threads(2)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(1)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(LIBRARY)
                        .allMethods()
                        .treatAsAtomic())
                .check(ResourceManagerLincheckTest.class);
    }

    @Test
    void soIsWhatThreeThreadsDoUnderStress() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(3)
                .actorsPerThread(3)
                .check(ResourceManagerLincheckTest.class);
    }
}
