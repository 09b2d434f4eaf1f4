package dev.orchestration.tasks.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ManualClock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoratorsTest {
    private static final ActionName NAME = new ActionName("test", "run");

    @TempDir
    Path folder;

    private final ActionRegistry registry = new ActionRegistry();
    private final List<String> seen = new ArrayList<>();

    private ActionDecorator noted(String word) {
        return (name, inner) -> ctx -> {
            seen.add(word);
            return inner.run(ctx);
        };
    }

    private Object run() throws Exception {
        return registry.require(NAME).action().run(TestActionContext.in(folder, Map.of()));
    }

    @Test
    void theOrderIsDeclaredAndOfEqualsTheFirstIsOutside() throws Exception {
        registry.register("test", "run", ctx -> seen.add("action"));
        registry.decorate("test", "run", noted("0 first"));
        registry.decorate("test", "run", 5, noted("5"));
        registry.decorate("test", "run", noted("0 second"));
        registry.decorate("test", "run", -1, noted("-1"));
        run();
        assertThat(seen).containsExactly("-1", "0 first", "0 second", "5", "action");
    }

    @Test
    void whatIsDeclaredHoldsForWhatIsRegisteredLaterAndAnew() throws Exception {
        registry.decorate("test", ActionRegistry.ANY, noted("module"));
        registry.decorate(ActionRegistry.ANY, "run", noted("any"));
        registry.decorate("test", "other", noted("other"));
        registry.register("test", "run", ctx -> 1);
        registry.register("test", "run", ctx -> 2);
        assertThat(run()).isEqualTo(2);
        assertThat(seen).containsExactly("module", "any");
    }

    /** Some actions had it around them and others not, and whatever was registered later was refused. */
    @Test
    void aDecoratorThatThrowsIsAroundNothing() throws Exception {
        registry.register("test", "run", ctx -> 1);
        registry.register("test", "walk", ctx -> 2);
        ActionDecorator lame = (name, inner) -> {
            if (name.action().equals("walk")) {
                throw new IllegalStateException("cannot walk");
            }
            return noted("lame").decorate(name, inner);
        };
        assertThatThrownBy(() -> registry.decorate("test", ActionRegistry.ANY, lame))
                .hasMessage("cannot walk");
        registry.register("test", "walk", ctx -> 3);
        assertThat(run()).isEqualTo(1);
        assertThat(seen).isEmpty();
    }

    @Test
    void anActionThatADecoratorRefusesIsNotRegistered() {
        registry.decorate("test", "run", (name, inner) -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> registry.register("test", "run", ctx -> 1)).hasMessage("no");
        assertThat(registry.names()).isEmpty();
        registry.decorate("test", "other", noted("other"));
    }

    @Test
    void theDescriptionOfAnActionStaysWhatItWas() {
        ActionDescriptor descriptor = new ActionDescriptor(NAME, "runs", ActionKind.WORK, Map.of(), Map.of());
        registry.register(descriptor, ctx -> null);
        registry.decorate("test", "run", noted("x"));
        assertThat(registry.require(NAME).descriptor()).isEqualTo(descriptor);
    }

    @Test
    void timesAreToldAlsoOfWhatFails() throws Exception {
        ManualClock clock = new ManualClock(0);
        List<Decorators.Timing> timings = new ArrayList<>();
        registry.register("test", "run", ctx -> {
            clock.advance(Duration.ofSeconds(3));
            throw new IOException("no");
        });
        registry.decorate("test", "run", Decorators.timing(clock, timings::add));
        assertThatThrownBy(this::run).hasMessage("no");
        assertThat(timings).containsExactly(new Decorators.Timing(NAME, "step", 1, Duration.ofSeconds(3), true));
    }

    @Test
    void anExceptionGetsTheKindOfItsNearestClass() {
        registry.register("test", "run", ctx -> {
            throw new FileNotFoundException("gone");
        });
        registry.decorate(
                "test",
                "run",
                Decorators.errorKinds(Map.of(
                        IOException.class, ErrorKind.EXTERNAL,
                        FileNotFoundException.class, ErrorKind.USER,
                        Throwable.class, ErrorKind.RESOURCE)));
        assertThatThrownBy(this::run)
                .hasCauseInstanceOf(FileNotFoundException.class)
                .isInstanceOfSatisfying(ActionFailedException.class, e -> {
                    assertThat(e.failure().kind()).isEqualTo(ErrorKind.USER);
                    assertThat(e.failure().type()).isEqualTo("FileNotFoundException");
                });
    }

    @Test
    void whatHasAKindAndWhatNobodyNamedIsLeftAsItIs() {
        registry.decorate("test", "run", Decorators.errorKinds(Map.of(IOException.class, ErrorKind.EXTERNAL)));
        registry.register("test", "run", ctx -> {
            throw new AssertionError("mine");
        });
        assertThatThrownBy(this::run).isInstanceOf(AssertionError.class).hasMessage("mine");
        registry.register("test", "run", ctx -> {
            throw new ActionFailedException("Known", ErrorKind.TIMEOUT, "late");
        });
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        ActionFailedException.class,
                        e -> assertThat(e.failure().kind()).isEqualTo(ErrorKind.TIMEOUT));
    }

    @Test
    void whatAThreadUsedIsMeasuredAndNotGuessed() throws Exception {
        List<Decorators.ResourceUse> uses = new ArrayList<>();
        registry.register("test", "run", ctx -> new byte[1 << 20].length);
        registry.decorate("test", "run", Decorators.resourceUse(uses::add));
        run();
        assertThat(uses).singleElement().satisfies(use -> {
            assertThat(use.use().allocatedBytes()).isBetween(1L << 20, 4L << 20);
            assertThat(use.use().cpuNanos()).isNotNegative();
        });
    }

    @Test
    void ofAVirtualThreadNothingIsToldBecauseNothingIsKnown() throws Exception {
        List<Decorators.ResourceUse> uses = new ArrayList<>();
        registry.register("test", "run", ctx -> null);
        registry.decorate("test", "run", Decorators.resourceUse(uses::add));
        Thread thread = Background.virtual(() -> run());
        thread.join();
        boolean modern = Runtime.version().feature() >= 21;
        assertThat(uses).hasSize(modern ? 0 : 1);
    }
}
