/** The one thread of the module: it watches that the code of an action returns. */
@NullMarked
package dev.orchestration.testing.live;

import org.jspecify.annotations.NullMarked;
