package wrong.orchestration.core;

import com.google.inject.Guice;
import com.google.inject.Injector;

final class FirstRoot {
    private FirstRoot() {}

    static Injector injector() {
        return Guice.createInjector(new WrongModule());
    }
}
