/**
 * Durable stores. {@link dev.orchestration.store.Stores} opens them, as owner or to look; this is the only module that
 * speaks JDBC.
 */
@NullMarked
package dev.orchestration.store;

import org.jspecify.annotations.NullMarked;
