/** What an engine uses after it has worked for long: {@link dev.orchestration.core.soak.SoakTest}. */
@NullMarked
package dev.orchestration.core.soak;

import org.jspecify.annotations.NullMarked;
