package wrong.orchestration.core;

import com.google.inject.Guice;
import com.google.inject.Injector;

final class SecondRoot {
    private SecondRoot() {}

    static Injector injector() {
        return Guice.createInjector(new WrongModule());
    }
}
