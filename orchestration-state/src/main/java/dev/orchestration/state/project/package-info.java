/**
 * What a store knows of projects: {@link dev.orchestration.state.project.ProjectRegistry} keeps one {@link
 * dev.orchestration.state.project.ProjectRow} for each.
 */
@NullMarked
package dev.orchestration.state.project;

import org.jspecify.annotations.NullMarked;
