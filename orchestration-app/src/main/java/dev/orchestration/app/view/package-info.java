/**
 * What people see of an execution: lines and a live tree while it runs, a summary afterwards, tables. Everything that
 * comes from definitions or processes is made printable here. Entry: {@link dev.orchestration.app.view.Progress}.
 */
@NullMarked
package dev.orchestration.app.view;

import org.jspecify.annotations.NullMarked;
