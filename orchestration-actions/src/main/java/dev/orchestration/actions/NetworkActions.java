package dev.orchestration.actions;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.actions.wire.AddressRule;
import dev.orchestration.actions.wire.WireClient;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.ActionProvider;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.ActionTexts;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings {@code http.request} and {@code llm.chat}. What they stand on is loaded, and the settings are read, when the first of
 * them runs: an engine whose workflows have no such step pays nothing, and a setting that is wrong fails that step and no
 * other. Thread-safe.
 */
public final class NetworkActions implements ActionProvider {
    private final Supplier<NetworkSettings> settings;
    private final Clock clock;

    @GuardedBy("this")
    private @Nullable Parts parts;

    /** As the environment of this process says; for the service loader. */
    public NetworkActions() {
        this(() -> NetworkSettings.of(System.getenv()), Clock.system());
    }

    /** For hosts that bring their own settings, which replace those of the environment. */
    public NetworkActions(NetworkSettings settings) {
        this(() -> settings, Clock.system());
    }

    /** For hosts that keep elsewhere what variables say otherwise, under the names of the variables. */
    public static NetworkActions of(Map<String, String> variables) {
        return new NetworkActions(() -> NetworkSettings.of(variables), Clock.system());
    }

    /** @param settings asked once, at the first call; what it throws fails each step */
    NetworkActions(Supplier<NetworkSettings> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void registerActions(ActionRegistry registry) {
        ActionTexts texts = ActionTexts.of(NetworkActions.class);
        Map<String, Action> actions = Map.of(
                "http.request", ctx -> parts().request(ctx),
                "llm.chat", ctx -> parts().chat(ctx));
        actions.forEach((name, action) -> registry.register(texts.descriptor(name), action));
    }

    /** What the actions share; each is made for its call, so that a request does not load what only models need. */
    private record Parts(NetworkSettings settings, HostGates gates, WireClient open, Clock clock) {
        static Parts of(NetworkSettings settings, Clock clock) {
            WireClient open = WireClient.ofSystem(AddressRule.publicAnd(settings.httpAllow()));
            return new Parts(settings, new HostGates(settings.guard(), clock), open, clock);
        }

        Object request(ActionContext ctx) throws ActionFailedException {
            return new HttpRequestAction(open, gates, clock).run(ctx);
        }

        Object chat(ActionContext ctx) throws ActionFailedException {
            WireClient trusting = WireClient.ofSystem(AddressRule.none());
            return new LlmChatAction(settings.llm(), trusting, gates, clock).run(ctx);
        }
    }

    private synchronized Parts parts() throws ActionFailedException {
        if (parts == null) {
            try {
                parts = Parts.of(settings.get(), clock);
            } catch (IllegalArgumentException e) {
                throw new ActionFailedException("BadSettings", ErrorKind.USER, String.valueOf(e.getMessage()));
            }
        }
        return parts;
    }
}
