package dev.orchestration.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** The driver, while the network is there. */
final class Outage implements PostgresDriver {
    private volatile boolean down;

    void begin() {
        down = true;
    }

    void end() {
        down = false;
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        if (down) {
            throw new SQLException("Connection refused", "08001");
        }
        return REAL.connect(url, properties);
    }
}
