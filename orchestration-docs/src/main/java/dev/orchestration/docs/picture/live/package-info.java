/** What needs a thread of its own: {@link dev.orchestration.docs.picture.live.DeepStack} lends a large stack. */
@NullMarked
package dev.orchestration.docs.picture.live;

import org.jspecify.annotations.NullMarked;
