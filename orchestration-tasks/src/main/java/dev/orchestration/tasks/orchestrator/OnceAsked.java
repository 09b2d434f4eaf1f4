package dev.orchestration.tasks.orchestrator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a supplier when its value is first needed, and never again. Thread-safe. */
final class OnceAsked<T> implements Supplier<T> {
    private final Supplier<T> source;

    @GuardedBy("this")
    private @Nullable T first;

    private volatile @Nullable T value;

    OnceAsked(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        T known = value;
        return known == null ? ask() : known;
    }

    private synchronized T ask() {
        if (first == null) {
            first = source.get();
            value = first;
        }
        return first;
    }
}
