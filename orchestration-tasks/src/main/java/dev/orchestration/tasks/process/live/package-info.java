/** Real processes and the threads that move their bytes; the entry is {@link LiveProcessStarter}. */
@NullMarked
package dev.orchestration.tasks.process.live;

import org.jspecify.annotations.NullMarked;
