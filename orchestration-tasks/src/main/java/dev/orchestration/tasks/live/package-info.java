/**
 * The real world for the loop: threads that run attempts, the thread that drives the loop, the inbox that wakes it. Threads
 * are made in packages of this name and nowhere else. {@link dev.orchestration.tasks.live.LiveWorld} is the entry.
 */
@NullMarked
package dev.orchestration.tasks.live;

import org.jspecify.annotations.NullMarked;
