package dev.orchestration.core;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StreamEnd;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.command.Commands;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Another process beside an engine on the same store: it may look, and send commands. */
final class Sender implements AutoCloseable {
    static final Commands COMMANDS = new Commands(IdSource.random(), Clock.system(), "ada");

    private final Store viewed;
    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

    private Sender(Store viewed) {
        this.viewed = viewed;
    }

    /** Beside {@code owner}, of which it hears what is recorded, so that it need not look again and again. */
    static Sender beside(OrchestrationEngine owner) {
        owner.taskOrchestrator();
        Sender sender = new Sender(Stores.look(Path.of(owner.store().name())));
        owner.listen((execution, events) -> sender.heard.addAll(events));
        return sender;
    }

    Store store() {
        return viewed;
    }

    void send(Command command) {
        viewed.commands().send(command);
    }

    /** Sends and waits for the answer. */
    Event.CommandReceived ask(Command command) throws InterruptedException {
        send(command);
        return answer(command);
    }

    Event.CommandReceived answer(Command command) throws InterruptedException {
        return await(Event.CommandReceived.class, command.id());
    }

    /** Waits until an event of this type that holds {@code text} is recorded. */
    <E extends Event> E await(Class<E> type, String text) throws InterruptedException {
        for (Event event = next(); ; event = next()) {
            if (type.isInstance(event) && event.toString().contains(text)) {
                return type.cast(event);
            }
        }
    }

    private Event next() throws InterruptedException {
        Event event = heard.poll(60, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing happened for half a minute");
        }
        return event;
    }

    /** All answers that are recorded. */
    static List<Event.CommandReceived> answers(Store store) {
        return store.archive().events(StreamEnd.ENGINE).stream()
                .filter(Event.CommandReceived.class::isInstance)
                .map(Event.CommandReceived.class::cast)
                .toList();
    }

    static Command run(Path folder, String... lines) {
        String text = String.join("\n", lines) + "\n";
        return COMMANDS.run(
                new Definitions().parse(text, "sent"), Map.of(), null, new WorkingDirectory(folder, List.of()));
    }

    static ExecutionId execution(Event.CommandReceived answer) {
        return new ExecutionId(String.valueOf(answer.execution()));
    }

    @Override
    public void close() {
        viewed.close();
    }
}
