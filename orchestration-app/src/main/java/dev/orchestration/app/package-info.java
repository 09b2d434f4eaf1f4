/** The {@code orchestrate} command. Entry: {@link dev.orchestration.app.Main}. */
@NullMarked
package dev.orchestration.app;

import org.jspecify.annotations.NullMarked;
