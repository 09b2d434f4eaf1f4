/** The thread that keeps an idle owner's heart beating: {@link dev.orchestration.store.postgres.live.PulseThread}. */
@NullMarked
package dev.orchestration.store.postgres.live;

import org.jspecify.annotations.NullMarked;
