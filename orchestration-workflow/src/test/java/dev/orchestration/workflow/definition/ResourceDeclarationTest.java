package dev.orchestration.workflow.definition;

import static dev.orchestration.workflow.definition.Reading.valid;
import static dev.orchestration.workflow.definition.Reading.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceLimits;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.ResourceRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResourceDeclarationTest {
    private static final String STEPS = "\nsteps: [{name: a, action: core.noop, resources: [{resource_id: r}]}]\n";

    private static WorkflowDefinition declaring(String keys) {
        return valid(yaml("name: x\nresources: [{id: r" + keys + "}]" + STEPS));
    }

    private static Resource resource(String keys) {
        return declaring(keys).resources().get(0).resource();
    }

    @Test
    void aResourceThatSaysNothingIsOneOfACustomKindInService() {
        assertThat(resource("")).isEqualTo(new Resource(new ResourceId("r"), ResourceType.CUSTOM, 1));
    }

    @Test
    void allThatAFileSaysOfAResourceBecomesTheResource() {
        Resource declared =
                resource(", type: api_quota, capacity: 100, period: 1m, name: Search, description: Of the vendor,"
                        + " limits: {min_value: 2, max_value: 50, default_allocation: 5, burst_limit: 150, unit: calls},"
                        + " status: maintenance, metadata: {owner: data}");
        assertThat(declared)
                .isEqualTo(new Resource(
                        new ResourceId("r"),
                        "Search",
                        ResourceType.API_QUOTA,
                        100,
                        Duration.ofMinutes(1),
                        new ResourceLimits(2, 50, 5, 150.0, "calls"),
                        ResourceStatus.MAINTENANCE,
                        "Of the vendor",
                        Map.of("owner", "data")));
    }

    @Test
    void aStepThatSaysNoAmountTakesTheDefaultAllocation() {
        WorkflowDefinition definition = declaring(", capacity: 8, limits: {default_allocation: 3}");
        assertThat(definition.steps().get(0).task().resources())
                .containsExactly(new ResourceRequest(new ResourceId("r"), 3));
    }

    @Test
    void theDefaultAllocationIsOneOrWhatTheLimitsAllowNextToIt() {
        assertThat(resource(", capacity: 8, limits: {min_value: 2}").limits().defaultAllocation())
                .isEqualTo(2);
        assertThat(resource(", capacity: 8, limits: {max_value: 0.5}").limits().defaultAllocation())
                .isEqualTo(0.5);
        assertThat(resource(", capacity: 8, limits: {unit: GPU}").limits().defaultAllocation())
                .isEqualTo(1);
    }
}
