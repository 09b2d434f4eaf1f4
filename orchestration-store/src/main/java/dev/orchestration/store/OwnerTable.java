package dev.orchestration.store;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Times;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StreamEnd;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of owners: one row for each taking of ownership, the newest of which may write. */
final class OwnerTable {
    /** Where the engine's own events are kept. */
    static final ExecutionId ENGINE = StreamEnd.ENGINE;

    /**
     * What taking ownership gave.
     *
     * @param fallen who ended without order since the last owner that ended in order, newest first
     */
    record Taken(Owner owner, List<Owner> fallen) {}

    /** So many owners are kept to be looked at, and of the earlier ones those that may have left something behind. */
    static final int KEPT = 20;

    private OwnerTable() {}

    /** Makes this process the owner, in one transaction with the event that says so. */
    static Taken take(Connection connection, ProcessIdentity self, String uuid, long now) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("begin immediate");
            List<Owner> fallen = fallen(connection);
            Owner owner = self.asOwner(uuid, epoch(statement) + 1, now);
            insert(connection, owner);
            forget(connection, owner.epoch());
            record(connection, owner);
            statement.executeUpdate("commit");
            return new Taken(owner, fallen);
        }
    }

    /** Marks the ownership as given up in order; without effect for one that is fenced. */
    static void end(Connection connection, Owner owner, long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update owner set ended_at = ? where epoch = ? and epoch = (select max(epoch) from owner)")) {
            update.setString(1, Times.iso(now));
            update.setLong(2, owner.epoch());
            update.executeUpdate();
        }
    }

    static Optional<Owner> last(Connection connection) throws SQLException {
        return query(connection, "select * from owner order by epoch desc limit 1").stream()
                .findFirst();
    }

    /** An owner that ended in order had taken care of those before it, so the search ends there. */
    private static List<Owner> fallen(Connection connection) throws SQLException {
        return query(
                connection,
                "select * from owner where epoch > (select coalesce(max(epoch), 0) from owner where ended_at is not null)"
                        + " order by epoch desc");
    }

    /** As an owner that ended in order took care of those before it, nobody asks for them any more. */
    private static void forget(Connection connection, long newest) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from owner where epoch <= ?"
                + " and epoch < (select max(epoch) from owner where ended_at is not null)")) {
            delete.setLong(1, newest - KEPT);
            delete.executeUpdate();
        }
    }

    private static long epoch(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select coalesce(max(epoch), 0) from owner")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void insert(Connection connection, Owner owner) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into owner values (?, ?, ?, ?, ?, ?, ?, null)")) {
            insert.setLong(1, owner.epoch());
            insert.setString(2, owner.uuid());
            insert.setString(3, owner.host());
            insert.setString(4, owner.bootId());
            insert.setLong(5, owner.pid());
            insert.setLong(6, owner.pidStart());
            insert.setString(7, Times.iso(owner.since()));
            insert.executeUpdate();
        }
    }

    private static void record(Connection connection, Owner owner) throws SQLException {
        Event taken = new Event.OwnerTaken(owner.since(), owner.epoch(), owner.uuid());
        try (PreparedStatement insert = connection.prepareStatement("insert into journal"
                + " select ?1, coalesce(max(commit_no), 0) + 1,"
                + " coalesce(max(first_seq + json_array_length(events)), 1), ?2, ?3"
                + " from (select * from journal where execution = ?1 order by commit_no desc limit 1)")) {
            insert.setString(1, ENGINE.value());
            insert.setLong(2, owner.epoch());
            insert.setString(3, EventCodec.encode(List.of(taken)));
            insert.executeUpdate();
        }
    }

    private static List<Owner> query(Connection connection, String sql) throws SQLException {
        List<Owner> owners = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
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
