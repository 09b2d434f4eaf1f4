package dev.orchestration.core.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Remembers the spans that it was given. */
final class Heard implements SpanSink {
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    @Override
    public void take(List<Span> more) {
        spans.addAll(more);
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    List<Span> all() {
        return new ArrayList<>(spans);
    }

    Span of(String name) {
        return all().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Map<String, Long> counts() {
        return all().stream().collect(Collectors.groupingBy(Span::name, Collectors.counting()));
    }
}
