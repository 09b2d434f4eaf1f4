/**
 * Child processes: what is asked for ({@link dev.orchestration.tasks.process.ProcessRequest}), who starts them
 * ({@link dev.orchestration.tasks.process.ProcessStarter}), how they are ended with everything they started
 * ({@link dev.orchestration.tasks.process.ProcessTreeEnd}) and found again after a crash
 * ({@link dev.orchestration.tasks.process.ProcessSweep}). Real processes are started in {@code live} alone.
 */
@NullMarked
package dev.orchestration.tasks.process;

import org.jspecify.annotations.NullMarked;
