package dev.orchestration.store.postgres;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.journal.Owner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The table of owners: one row for each taking of ownership, the newest of which may write while its heart beats. All ages
 * are told by the clock of the database.
 *
 * <p>Why two never write: who writes updates its own row first, and holds it until its commit; who takes over marks that
 * row. One of both waits for the other, and then sees what it did. Who take over at once wait for the same lock.
 */
final class PostgresOwners {
    /** Where the engine's own events are kept. */
    static final ExecutionId ENGINE = new ExecutionId("engine");

    /** Who may still write. */
    static final String MAY_WRITE = " ended_at is null and fenced_at is null ";

    private static final String SESSION_START =
            "(select a.backend_start from pg_stat_activity a where a.pid = pg_backend_pid())";

    /** The start of another user's session may be hidden; then it counts as the same. */
    private static final String LIVES = " heartbeat_at >= clock_timestamp() - interval '15 seconds'"
            + " and not (? and not exists (select from pg_stat_activity a where a.pid = owner.session"
            + " and (a.backend_start = owner.session_start or a.backend_start is null))) ";

    /**
     * What taking ownership gave.
     *
     * @param fallen whose processes this one may have to end, newest first
     */
    record Taken(Owner owner, List<Owner> fallen) {}

    /** So many owners are kept to be looked at, and of the earlier ones those that may have left something behind. */
    static final int KEPT = 20;

    private PostgresOwners() {}

    /**
     * Makes {@code self} the owner, within the caller's transaction and with the event that says so.
     *
     * @param self its epoch does not count
     * @param gone whether an owner's process surely does not run any more
     * @param store what the store is called, for the message
     * @throws OrchestrationException ({@code STORE_OWNED}) if somebody else owns it
     */
    static Taken take(Connection connection, Owner self, Predicate<Owner> gone, String store) throws SQLException {
        PostgresSchema.lock(connection);
        Owner last = last(connection).orElse(null);
        if (last != null && last.endedAt() == null && !fence(connection, last, gone.test(last))) {
            throw owned(store, last);
        }
        List<Owner> fallen = fallen(connection, self);
        Owner owner = insert(connection, self);
        forget(connection, owner.epoch());
        record(connection, owner);
        return new Taken(owner, fallen);
    }

    private static boolean fence(Connection connection, Owner last, boolean gone) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update owner set fenced_at = clock_timestamp()"
                + " where epoch = ? and ended_at is null and (fenced_at is not null or not (" + LIVES + "))")) {
            update.setLong(1, last.epoch());
            update.setBoolean(2, gone);
            return update.executeUpdate() == 1;
        }
    }

    private static OrchestrationException owned(String store, Owner last) {
        return new OrchestrationException(
                ErrorCode.STORE_OWNED,
                "the store " + store + " is owned by process " + last.pid() + " on " + last.host() + " since "
                        + Times.iso(last.since())
                        + "; wait until it ends or end it (if its machine has failed, the store is"
                        + " free 15 s after its last heartbeat), looking at the store is possible meanwhile");
    }

    /** Whether the owner may write, its heart has beaten lately, and its process and session are not known to be gone. */
    static boolean isAlive(Connection connection, Owner owner, boolean gone) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select 1 from owner where uuid = ? and" + MAY_WRITE + "and" + LIVES)) {
            query.setString(1, owner.uuid());
            query.setBoolean(2, gone);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The statement of a heartbeat: one row where the epoch, its first parameter, may still write. */
    static PreparedStatement heartbeat(Connection connection) throws SQLException {
        return connection.prepareStatement("update owner set heartbeat_at = clock_timestamp(),"
                + " session = pg_backend_pid(), session_start = " + SESSION_START + " where epoch = ? and" + MAY_WRITE);
    }

    /** Marks the ownership as given up in order; without effect for one that is fenced. */
    static void end(Connection connection, Owner owner, long now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update owner set ended_at = ? where epoch = ? and" + MAY_WRITE)) {
            update.setString(1, Times.iso(now));
            update.setLong(2, owner.epoch());
            update.executeUpdate();
        }
    }

    static Optional<Owner> last(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select * from owner order by epoch desc limit 1")) {
            return owners(query).stream().findFirst();
        }
    }

    /**
     * An owner that ended in order had taken care of those before it, as far as they ran on its machine. So the search ends
     * there, but for those of this machine it ends at one of this machine.
     */
    private static List<Owner> fallen(Connection connection, Owner self) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select * from owner where ended_at is null and ("
                + "epoch > (select coalesce(max(epoch), 0) from owner where ended_at is not null)"
                + " or boot_id = ? and epoch >"
                + " (select coalesce(max(epoch), 0) from owner where ended_at is not null and boot_id = ?))"
                + " order by epoch desc")) {
            query.setString(1, self.bootId());
            query.setString(2, self.bootId());
            return owners(query);
        }
    }

    /** As an owner that ended in order took care of those before it on its machine, nobody asks for them any more. */
    private static void forget(Connection connection, long newest) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from owner as old where epoch <= ?"
                + " and epoch < (select max(epoch) from owner where ended_at is not null and boot_id = old.boot_id)")) {
            delete.setLong(1, newest - KEPT);
            delete.executeUpdate();
        }
    }

    private static Owner insert(Connection connection, Owner self) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into owner (epoch, uuid, host, boot_id, pid,"
                        + " pid_start, since, heartbeat_at, session, session_start)"
                        + " select coalesce(max(epoch), 0) + 1, ?, ?, ?, ?, ?, ?, clock_timestamp(), pg_backend_pid(), "
                        + SESSION_START + " from owner returning *")) {
            insert.setString(1, self.uuid());
            insert.setString(2, self.host());
            insert.setString(3, self.bootId());
            insert.setLong(4, self.pid());
            insert.setLong(5, self.pidStart());
            insert.setString(6, Times.iso(self.since()));
            return owners(insert).get(0);
        }
    }

    private static void record(Connection connection, Owner owner) throws SQLException {
        Event taken = new Event.OwnerTaken(owner.since(), owner.epoch(), owner.uuid());
        try (PreparedStatement insert = connection.prepareStatement("insert into journal"
                + " (execution, commit_no, first_seq, epoch, events)"
                + " select ?, coalesce(max(commit_no), 0) + 1,"
                + " coalesce(max(first_seq + json_array_length(events)), 1), ?, cast(? as json)"
                + " from (select * from journal where execution = ? order by commit_no desc limit 1) as newest")) {
            insert.setString(1, ENGINE.value());
            insert.setLong(2, owner.epoch());
            insert.setString(3, EventCodec.encode(List.of(taken)));
            insert.setString(4, ENGINE.value());
            insert.executeUpdate();
        }
    }

    private static List<Owner> owners(PreparedStatement query) throws SQLException {
        List<Owner> owners = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                owners.add(owner(row));
            }
        }
        return owners;
    }

    private static Owner owner(ResultSet row) throws SQLException {
        @Nullable String endedAt = row.getString("ended_at");
        return new Owner(
                row.getString("uuid"),
                row.getLong("epoch"),
                row.getString("host"),
                row.getString("boot_id"),
                row.getLong("pid"),
                row.getLong("pid_start"),
                Times.micros(row.getString("since")),
                endedAt == null ? null : Times.micros(endedAt));
    }
}
