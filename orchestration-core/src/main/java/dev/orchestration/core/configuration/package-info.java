/**
 * Settings that a person makes once: in files, in the environment, and in which order they count. {@link
 * dev.orchestration.core.configuration.ConfigurationKey} knows all keys, {@link
 * dev.orchestration.core.configuration.Configuration} what they are here and now.
 */
@NullMarked
package dev.orchestration.core.configuration;

import org.jspecify.annotations.NullMarked;
