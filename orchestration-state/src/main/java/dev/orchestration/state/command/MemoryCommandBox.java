package dev.orchestration.state.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The box of a store in memory: other parts of this process leave commands here. Hints come on the sender's thread. */
public final class MemoryCommandBox implements CommandBox {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Command> commands = new LinkedHashMap<>();

    @GuardedBy("lock")
    private final Set<String> inHand = new HashSet<>();

    @GuardedBy("lock")
    private final List<Runnable> hints = new ArrayList<>();

    @Override
    public void send(Command command) {
        command.toBytes(); // as large as elsewhere, no larger
        List<Runnable> told;
        synchronized (lock) {
            commands.put(command.id(), command);
            told = List.copyOf(hints);
        }
        told.forEach(Runnable::run);
    }

    @Override
    public List<String> waiting() {
        synchronized (lock) {
            return List.copyOf(commands.keySet());
        }
    }

    @Override
    public Optional<Command> take(String id) {
        synchronized (lock) {
            Command taken = commands.get(id);
            if (taken != null) {
                inHand.add(id);
            }
            return Optional.ofNullable(taken);
        }
    }

    @Override
    public boolean remove(String id) {
        synchronized (lock) {
            inHand.remove(id);
            return commands.remove(id) != null;
        }
    }

    @Override
    public boolean withdraw(String id) {
        synchronized (lock) {
            return !inHand.contains(id) && commands.remove(id) != null;
        }
    }

    @Override
    public Watch watch(Runnable hint) {
        synchronized (lock) {
            hints.add(hint);
        }
        return () -> {
            synchronized (lock) {
                hints.remove(hint);
            }
        };
    }
}
