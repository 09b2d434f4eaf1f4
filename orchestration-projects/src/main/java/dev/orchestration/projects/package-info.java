/**
 * Projects: {@link dev.orchestration.projects.ProjectManager} makes the folder of one from a template, documents it, and keeps
 * in the store where it stands.
 */
@NullMarked
package dev.orchestration.projects;

import org.jspecify.annotations.NullMarked;
