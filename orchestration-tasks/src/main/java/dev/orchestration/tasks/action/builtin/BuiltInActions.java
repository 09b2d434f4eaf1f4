package dev.orchestration.tasks.action.builtin;

import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionProvider;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.ActionTexts;
import dev.orchestration.tasks.process.ProcessStarter;
import dev.orchestration.tasks.process.live.LiveProcessStarter;
import java.util.Map;

/** Brings the built-in actions that need no network. Thread-safe. */
public final class BuiltInActions implements ActionProvider {
    private final ProcessStarter processes;
    private final Map<String, String> environment;

    /** With real processes, which inherit the allowed part of this process's environment; for the service loader. */
    public BuiltInActions() {
        this(new LiveProcessStarter(), System.getenv());
    }

    /** @param environment of which the allowed part reaches processes */
    public BuiltInActions(ProcessStarter processes, Map<String, String> environment) {
        this.processes = processes;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void registerActions(ActionRegistry registry) {
        ActionTexts texts = ActionTexts.of(BuiltInActions.class);
        Map<String, Action> actions = Map.ofEntries(
                Map.entry("core.noop", ctx -> null),
                Map.entry("core.echo", CoreActions::echo),
                Map.entry("core.fail", CoreActions::fail),
                Map.entry("core.sleep", CoreActions::sleep),
                Map.entry("time.sleep", CoreActions::sleep),
                Map.entry("time.until", WaitingActions.WAITS),
                Map.entry("signal.wait", WaitingActions.WAITS),
                Map.entry("human.approve", WaitingActions.WAITS),
                Map.entry("workflow.run", WaitingActions.WAITS),
                Map.entry("shell.run", new CommandAction(processes, environment, CommandAction::shellCommand)),
                Map.entry("process.run", new CommandAction(processes, environment, CommandAction::plainCommand)),
                Map.entry("file.read", FileRead::run),
                Map.entry("file.write", FileActions::write),
                Map.entry("file.copy", FileActions::copy),
                Map.entry("file.exists", FileActions::exists));
        actions.forEach((name, action) -> registry.register(texts.descriptor(name), action));
    }
}
