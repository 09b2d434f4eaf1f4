package dev.orchestration.tasks.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PluginLoaderTest {
    /** As a module gives it whose provider is made by a static method: its type is what that method says, not what it gives. */
    private record Made(ActionProvider get) implements ServiceLoader.Provider<ActionProvider> {
        @Override
        public Class<? extends ActionProvider> type() {
            return ActionProvider.class;
        }
    }

    @Test
    void ofTwoProvidersThatStaticMethodsGiveBothAreAddedOnce() {
        ActionRegistry registry = new ActionRegistry();
        PluginLoader loader = new PluginLoader(registry);
        List<ServiceLoader.Provider<ActionProvider>> two = List.of(
                new Made(all -> all.register("made", "first", ctx -> null)),
                new Made(all -> all.register("made", "second", ctx -> null)));

        loader.add(two.iterator());
        loader.add(two.iterator());

        assertThat(registry.names()).containsExactly(new ActionName("made", "first"), new ActionName("made", "second"));
        assertThat(loader.plugins()).hasSize(2);
    }
}
