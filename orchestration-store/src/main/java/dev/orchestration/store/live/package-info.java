/** What of the store needs a thread of its own: {@link dev.orchestration.store.live.FolderWatch}. */
@NullMarked
package dev.orchestration.store.live;

import org.jspecify.annotations.NullMarked;
