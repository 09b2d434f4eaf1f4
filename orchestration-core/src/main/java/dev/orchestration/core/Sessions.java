package dev.orchestration.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.core.event.EventBus;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.record.Records;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.tasks.orchestrator.SessionDesk;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The sessions of an engine: those of its store, and those that it made. Thread-safe. */
final class Sessions {
    private final EngineSettings settings;
    private final Lifetime lifetime;
    private final EventBus events;
    private final Provider<Store> store;
    private final Provider<ResourceManager> resources;
    private final SessionLife life;
    private final Executor errands;
    private final Map<SessionId, LiveSession> open = new ConcurrentHashMap<>();
    private final EndedSessions ended = new EndedSessions();
    private final EndedRows endedRows = new EndedRows();

    @GuardedBy("this")
    private boolean loaded;

    @Inject
    Sessions(
            EngineSettings settings,
            Lifetime lifetime,
            EngineWorld outside,
            EventBus events,
            Provider<Store> store,
            Provider<ResourceManager> resources,
            Provider<Started> started,
            Provider<Executions> executions) {
        this.settings = settings;
        this.events = events;
        this.store = store;
        this.resources = resources;
        this.errands = outside.errands(settings);
        this.lifetime = lifetime;
        this.life = new SessionLife(settings.clock(), errands, started, executions, this::forget);
    }

    /** An engine without a store keeps its sessions no longer than itself. */
    private SessionBook book() {
        Records records = settings.store() == null ? null : Built.by(store).records();
        return new SessionBook(settings.clock(), events, records, errands, lifetime);
    }

    /** Takes in the sessions of the store, once there is one. */
    private synchronized void load() {
        StoreAddress address = settings.store();
        Path file = address == null ? null : address.file();
        if (!loaded && address != null && (file == null || Files.exists(file))) {
            SessionRows.open(book(), Built.by(store).records(), endedRows)
                    .forEach(each -> open.putIfAbsent(each.session().id(), each));
            loaded = true;
            // After the opening of the store, so before its end.
            lifetime.onEnd(reason -> {
                open.values().forEach(each -> each.page().saveIfPossible());
                ended.all().forEach(each -> each.page().saveIfPossible());
            });
        }
    }

    OrchestrationSession create(SessionBuilder said) {
        lifetime.check();
        new SessionCheck(said, resources).check();
        load();
        SessionId id = new SessionId(settings.ids().next());
        long now = settings.clock().micros();
        LiveSession made = new LiveSession(book(), context -> said.session(id, now, context), null);
        return add(made);
    }

    private OrchestrationSession add(LiveSession made) {
        if (life.isNeeded(made)) {
            life.start(); // before it is written down: what is refused leaves nothing
        }
        made.page().save();
        open.put(made.session().id(), made);
        made.tell("created");
        if (made.session().status() == SessionStatus.ACTIVE) {
            made.tell("activated");
        }
        life.begin(made);
        return made.session();
    }

    /** A session that ends with this engine, for what no session is known of. */
    LiveSession createForNow(SessionBuilder said) {
        SessionId id = new SessionId(settings.ids().next());
        long now = settings.clock().micros();
        SessionBook book = new SessionBook(settings.clock(), events, null, errands, lifetime);
        LiveSession made = new LiveSession(book, context -> said.session(id, now, context), null);
        open.put(id, made);
        return made;
    }

    /** Goes on with the sessions of the store; the loop has just been started. */
    void goOn(SessionDesk desk, Executions known) {
        life.take(desk);
        load();
        YoungExecutions young = new YoungExecutions(known);
        inOrder().forEach(each -> life.begin(each, desk, known, young));
    }

    private List<LiveSession> inOrder() {
        return open.values().stream()
                .sorted(Comparator.comparingLong(
                                (LiveSession each) -> each.session().createdAt())
                        .thenComparing(each -> each.session().id()))
                .toList();
    }

    Optional<OrchestrationSession> find(SessionId id) {
        load();
        LiveSession live = open.get(id);
        if (live != null) {
            return Optional.of(live.session());
        }
        Optional<OrchestrationSession> here = ended.find(id).map(LiveSession::session);
        return here.isPresent() || settings.store() == null ? here : SessionRows.find(book(), id);
    }

    List<OrchestrationSession> all() {
        load();
        return known();
    }

    /** Those that are known by now; nothing is read or built for that. */
    List<OrchestrationSession> known() {
        return inOrder().stream().map(LiveSession::session).toList();
    }

    /**
     * How an execution starts in a session.
     *
     * @throws OrchestrationException ({@code UNKNOWN_SESSION}) if there is none, ({@code WRONG_STATE}) if it has ended, and why
     */
    Launch launch(SessionId id) {
        load();
        LiveSession live = open.get(id);
        if (live == null) {
            throw find(id).map(found -> SessionBook.over(found, "nothing starts in it any more"))
                    .orElseGet(() -> new UnknownSessionException(id));
        }
        life.begin(live);
        return launch(live);
    }

    Launch launch(LiveSession live) {
        OrchestrationSession now = live.session();
        return new Launch(
                new SessionLimits(now.id(), now.maxParallelTasks(), now.maxParallelWorkflows()),
                now.mode(),
                null,
                settings.directory(),
                now.context().toMap(),
                live::joined);
    }

    /** In which session an execution goes on; what goes on in one that has ended is cancelled. Empty if none is known. */
    Optional<Launch> recovered(SessionId id) {
        Optional<LiveSession> live = Optional.ofNullable(open.get(id)).or(() -> ended.find(id));
        if (live.isPresent()) { // its row may not tell yet that its time has passed meanwhile
            return live.map(this::launch);
        }
        SessionBook book = book();
        return book.find(id).flatMap(row -> SessionRows.read(book, row)).map(this::launch);
    }

    /** Ends a session; of one that has ended, writes down what could not be then. Does nothing if there is none. */
    void end(SessionId id, SessionStatus status, String reason) {
        load();
        LiveSession live = open.get(id);
        if (live != null) {
            life.end(live, status, reason);
        } else {
            ended.find(id).ifPresent(each -> each.page().save());
        }
    }

    private void forget(LiveSession gone) {
        ended.add(gone);
        open.remove(gone.session().id(), gone);
        endedRows.add(gone.book(), gone.session().id());
    }
}
