/**
 * Where workflows that are known by name come from, beside the host's calls: {@link
 * dev.orchestration.workflow.catalog.WorkflowFolder} reads a folder of definitions, {@link
 * dev.orchestration.workflow.catalog.KeptWorkflows} keeps in the store what was created in code.
 */
@NullMarked
package dev.orchestration.workflow.catalog;

import org.jspecify.annotations.NullMarked;
