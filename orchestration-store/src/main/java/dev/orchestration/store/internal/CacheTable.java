package dev.orchestration.store.internal;

import dev.orchestration.state.Json;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.journal.CachedOutput;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Outputs that are kept to be used again; a large one is named by its digest. Guarded by the journal that has it. */
public final class CacheTable {
    private static final String UPSERT =
            "insert into cache (key, execution, at, expires, output, digest, bytes) values (?, ?, ?, ?, ?, ?, ?)"
                    + " on conflict (key) do update set execution = excluded.execution, at = excluded.at,"
                    + " expires = excluded.expires, output = excluded.output, digest = excluded.digest,"
                    + " bytes = excluded.bytes";

    private final PreparedStatement upsert;

    CacheTable(Connection connection) throws SQLException {
        this.upsert = connection.prepareStatement(UPSERT);
    }

    /** Within the caller's transaction. */
    void insert(List<CachedOutput> outputs) throws SQLException {
        for (CachedOutput cached : outputs) {
            LargeOutput large = cached.output() instanceof LargeOutput output ? output : null;
            upsert.setString(1, cached.key());
            upsert.setString(2, cached.execution());
            upsert.setLong(3, cached.at());
            set(4, cached.expires());
            upsert.setString(5, large == null ? Json.write(cached.output()) : null);
            upsert.setString(6, large == null ? null : large.digest());
            set(7, large == null ? null : (Long) large.bytes());
            upsert.executeUpdate();
        }
    }

    private void set(int parameter, @Nullable Long value) throws SQLException {
        if (value == null) {
            upsert.setNull(parameter, Types.BIGINT);
        } else {
            upsert.setLong(parameter, value);
        }
    }

    void close() {
        Connections.closeQuietly(upsert);
    }

    /** @param source has the large ones */
    public static Optional<CachedOutput> find(Connection connection, String key, LargeOutput.Source source)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select execution, at, expires, output, digest, bytes from cache where key = ?")) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long expires = row.getLong(3);
                Long until = row.wasNull() ? null : (Long) expires;
                String digest = row.getString(5);
                Object output =
                        digest == null ? Json.read(row.getString(4)) : new LargeOutput(digest, row.getLong(6), source);
                return Optional.of(new CachedOutput(key, row.getString(1), row.getLong(2), until, output));
            }
        }
    }
}
