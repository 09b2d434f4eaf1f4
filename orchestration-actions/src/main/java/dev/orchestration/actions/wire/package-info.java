/**
 * HTTP/1.1 over connections of our own, whose address is checked before anything is sent. Begin with
 * {@link dev.orchestration.actions.wire.WireClient}.
 */
@NullMarked
package dev.orchestration.actions.wire;

import org.jspecify.annotations.NullMarked;
