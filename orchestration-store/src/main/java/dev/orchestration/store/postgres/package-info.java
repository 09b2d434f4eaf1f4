/**
 * Stores in a PostgreSQL database. {@link dev.orchestration.store.postgres.PostgresStores} opens them; hosts do so through
 * {@link dev.orchestration.store.Stores}.
 */
@NullMarked
package dev.orchestration.store.postgres;

import org.jspecify.annotations.NullMarked;
