/**
 * Values that steps may use and nobody may see. {@link dev.orchestration.tasks.secret.SecretVault} is where an engine
 * gets them; {@link dev.orchestration.tasks.secret.Masks} hides them in whatever leaves an attempt.
 */
@NullMarked
package dev.orchestration.tasks.secret;

import org.jspecify.annotations.NullMarked;
