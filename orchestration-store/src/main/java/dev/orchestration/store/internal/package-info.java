/**
 * What the tables of every store have in common: the rows of executions, definitions and names, who may write next, and how
 * they are read. {@link dev.orchestration.store.internal.TableArchive} is where reading begins.
 */
@NullMarked
package dev.orchestration.store.internal;

import org.jspecify.annotations.NullMarked;
