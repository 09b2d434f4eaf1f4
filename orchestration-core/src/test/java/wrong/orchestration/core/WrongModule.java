package wrong.orchestration.core;

import com.google.inject.AbstractModule;

/** Allowed: a module may know Guice. */
final class WrongModule extends AbstractModule {}
