package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.live.LiveWorld;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launcher;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.command.CommandActs;
import dev.orchestration.workflow.command.CommandClerk;
import dev.orchestration.workflow.durations.ObservedDurations;
import dev.orchestration.workflow.parallel.ParallelSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Owners that fail one after the other, at any moment between reading a command and removing it. */
@Timeout(3_600)
class CommandFaultsTest {
    /** The campaign is {@code -Dorchestration.command.faults=5000}; see CONTRIBUTING.md. */
    private static final int ROUNDS = Integer.getInteger("orchestration.command.faults", 8);

    private static final int MOST_LIVES = 40;
    private static final int SENDING_LIVES = 3;

    @TempDir
    Path folder;

    @Test
    void everyCommandIsAnsweredOnceAndDoneOnceOrNotAtAll() {
        long seed = new Random().nextLong();
        System.out.println("CommandFaultsTest: seed " + seed);
        Random seeds = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long own = seeds.nextLong();
            assertThat(play(folder.resolve("round-" + round), new Random(own)))
                    .as("round " + round + " with seed " + own)
                    .isEqualTo(List.of());
        }
    }

    /** Gives what is wrong in the end. */
    private static List<String> play(Path place, Random random) {
        Path file = place.resolve("state.db");
        List<Command> sent = new ArrayList<>();
        for (int life = 0;
                life < MOST_LIVES && (life < SENDING_LIVES || !waiting(file).isEmpty());
                life++) {
            try (Store store = new FailingStore(own(file), random, 2 + random.nextInt(12))) {
                if (life < SENDING_LIVES) {
                    send(store, sent, random);
                }
                live(store);
            }
        }
        try (Store store = new FailingStore(own(file), random, Integer.MAX_VALUE)) {
            live(store);
            return faults(store, sent);
        }
    }

    private static Store own(Path file) {
        return Stores.own(file, Clock.system(), IdSource.random());
    }

    private static List<String> waiting(Path file) {
        try (Store store = Stores.look(file)) {
            return store.commands().waiting();
        }
    }

    /** As an engine does, on the thread of the test, until all is done or the store has failed. */
    private static void live(Store store) {
        var world = LiveWorld.create(Clock.system(), IdSource.random(), Map.of(), Map.of());
        ResourceManager resources = new ResourceManager();
        Definitions definitions = new Definitions();
        Executions executions = new Executions(store.archive(), Stores::isAlive, definitions);
        try (TaskOrchestrator loop = new TaskOrchestrator(world, store, resources, 2)) {
            loop.startBackgroundProcessing();
            ObservedDurations durations = new ObservedDurations(store.archive());
            Launcher launcher = new Launcher(loop, resources, ActionRegistry.standard(), executions, durations);
            WorkflowManager manager = new WorkflowManager(
                    definitions,
                    () -> launcher,
                    () -> executions,
                    () -> ParallelSettings.with(ActionRegistry.standard()));
            CommandActs acts = new CommandActs(() -> manager, definitions, IdSource.random(), 2);
            try (CommandClerk clerk = new CommandClerk(store, loop.ownerDesk(), acts, Runnable::run)) {
                clerk.open();
            }
            loop.suspend("the end of a life", Duration.ofSeconds(10));
        }
    }

    private static void send(Store store, List<Command> sent, Random random) {
        for (int i = random.nextInt(6); i >= 0; i--) {
            Command command = command(store, random);
            sent.add(command);
            store.commands().send(command);
        }
        if (!sent.isEmpty() && random.nextBoolean()) {
            store.commands().send(sent.get(random.nextInt(sent.size()))); // once more, as if its removal had been lost
        }
    }

    private static Command command(Store store, Random random) {
        var known = store.archive().newestExecutions(5);
        if (known.isEmpty() || random.nextInt(3) > 0) {
            return Sender.run(Path.of(store.name()).getParent(), "{name: w, steps: [{name: a, action: core.noop}]}");
        }
        var id = known.get(random.nextInt(known.size())).id();
        return switch (random.nextInt(4)) {
            case 0 -> Sender.COMMANDS.resume(id, List.of());
            case 1 -> Sender.COMMANDS.retry(id, List.of());
            case 2 -> Sender.COMMANDS.suspend(id, "now");
            default -> Sender.COMMANDS.cancel(id, null, "now");
        };
    }

    private static List<String> faults(Store store, List<Command> sent) {
        List<String> faults = new ArrayList<>();
        List<Event.CommandReceived> answers = Sender.answers(store);
        for (Command command : sent) {
            long count = answers.stream()
                    .filter(answer -> answer.command().equals(command.id()))
                    .count();
            if (count != 1) {
                faults.add(command.verb() + " " + command.id() + " was answered " + count + " times");
            }
        }
        List<String> begun = answers.stream()
                .filter(answer -> answer.verb().equals("run") && !answer.isRefused())
                .map(answer -> String.valueOf(answer.execution()))
                .sorted()
                .toList();
        List<String> recorded = store.archive().newestExecutions(Integer.MAX_VALUE).stream()
                .map(row -> row.id().value())
                .sorted()
                .toList();
        if (!begun.equals(recorded)) {
            faults.add("answered were " + begun + ", recorded are " + recorded);
        }
        if (!store.commands().waiting().isEmpty()) {
            faults.add("there still lie " + store.commands().waiting());
        }
        return faults;
    }
}
