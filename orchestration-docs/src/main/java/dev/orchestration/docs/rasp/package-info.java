/**
 * The documents of a project, made from what lies in its folder: {@link
 * dev.orchestration.docs.rasp.DocumentationGenerator} writes README, AGENTS, SPEC and PAI.
 */
@NullMarked
package dev.orchestration.docs.rasp;

import org.jspecify.annotations.NullMarked;
