/** Work that is measured in memory and on stores alike: graphs of tasks that do nothing, and the engine that runs them. */
@NullMarked
package dev.orchestration.benchmarks.work;

import org.jspecify.annotations.NullMarked;
