package dev.orchestration.store.postgres;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Owner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tries to become the owner. The server needs a moment until it has noticed that the process of the last one is gone, so that
 * one is asked for again, for a second. Used once, by one thread.
 */
final class Taking {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(10);

    private final Connection connection;
    private final String store;
    private final PostgresSetting setting;
    private final Owner self;
    private boolean gone;
    private long asked;

    Taking(Connection connection, String store, PostgresSetting setting, Owner self) {
        this.connection = connection;
        this.store = store;
        this.setting = setting;
        this.self = self;
    }

    /** @throws OrchestrationException ({@code STORE_OWNED}) if somebody else owns the store */
    PostgresOwners.Taken take() throws SQLException {
        long began = Clock.system().nanos();
        while (true) {
            try {
                return once();
            } catch (OrchestrationException e) {
                boolean again = gone
                        && e.code() == ErrorCode.STORE_OWNED
                        && Clock.system().nanos() - began < PATIENCE
                        && !Thread.currentThread().isInterrupted();
                if (!again) {
                    throw e;
                }
                LockSupport.parkNanos(STEP);
            }
        }
    }

    /** When that which succeeded was asked for, on the monotonic clock. */
    long asked() {
        return asked;
    }

    private PostgresOwners.Taken once() throws SQLException {
        asked = setting.clock().nanos();
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            PostgresOwners.Taken taken = PostgresOwners.take(connection, self, this::isGone, store);
            connection.commit();
            committed = true;
            return taken;
        } finally {
            PostgresWriter.endTransaction(connection, committed);
        }
    }

    /** Of the owners of this very process those are gone that nobody has open here. */
    private boolean isGone(Owner last) {
        boolean here = last.bootId().equals(self.bootId())
                && last.host().equals(self.host())
                && last.pid() == self.pid()
                && last.pidStart() == self.pidStart();
        gone = here ? !PostgresJournal.isHeldHere(last) : setting.gone().test(last);
        return gone;
    }
}
