/**
 * For the tests of hosts: workflows run on the engine's own loop, but on a clock that the test moves, without threads, with
 * actions replaced and faults injected. {@link dev.orchestration.testing.TestEngine} is where to begin.
 */
@NullMarked
package dev.orchestration.testing;

import org.jspecify.annotations.NullMarked;
