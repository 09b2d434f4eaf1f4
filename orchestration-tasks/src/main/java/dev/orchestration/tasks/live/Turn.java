package dev.orchestration.tasks.live;

/** What waits for a worker and its seat: an attempt to be carried out, or a thread that has lent its seat and wants to go on. */
sealed interface Turn permits LiveAttempt, SeatLoan {}
