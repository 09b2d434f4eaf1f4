/** When a schedule is due: cron expressions, intervals and the days that are left out, in any time zone. */
@NullMarked
package dev.orchestration.core.schedule;

import org.jspecify.annotations.NullMarked;
