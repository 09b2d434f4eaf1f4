/**
 * One execution as a page that needs nothing but itself. {@link dev.orchestration.docs.report.ExecutionPage} writes it from
 * {@link dev.orchestration.docs.report.History} and what the store knows.
 */
@NullMarked
package dev.orchestration.docs.report;

import org.jspecify.annotations.NullMarked;
