package wrong.orchestration.tasks.internal;

public final class Hidden {}
