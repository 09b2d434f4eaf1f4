package dev.orchestration.core.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Gives spans to an exporter of OpenTelemetry's SDK, of which this class alone knows: a host that wants it has {@code
 * io.opentelemetry:opentelemetry-sdk-trace} on its class path. They go to the exporter and not through a tracer, because that
 * would give them ids of its own, and theirs were told to processes and services already.
 */
public final class OpenTelemetrySpans implements SpanSink {
    private static final long PATIENCE_SECONDS = 10;
    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("dev.orchestration");

    private final SpanExporter exporter;
    private final Resource resource;

    private OpenTelemetrySpans(SpanExporter exporter, Resource resource) {
        this.exporter = exporter;
        this.resource = resource;
    }

    /**
     * Spans for this exporter, which stays the host's to shut down.
     *
     * @param resource who they are of; {@link Resource#getDefault()} if the host says nothing else
     */
    public static OpenTelemetrySpans to(SpanExporter exporter, Resource resource) {
        return new OpenTelemetrySpans(exporter, resource);
    }

    @Override
    public void take(List<Span> spans) {
        List<SpanData> all = new ArrayList<>(spans.size());
        spans.forEach(span -> all.add(new Data(span, resource)));
        var unused = exporter.export(all).join(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        var unused = exporter.flush().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** One span in the form of the SDK. */
    private record Data(Span span, Resource resource) implements SpanData {
        private SpanContext context(String spanId) {
            TraceFlags flags = TraceFlags.fromHex(span.context().flags(), 0);
            return SpanContext.create(span.context().traceId(), spanId, flags, state());
        }

        /** The first member is the newest; a builder puts each new one first. */
        private TraceState state() {
            String text = span.context().state();
            List<String> members = new ArrayList<>(text == null ? List.of() : List.of(text.split(",", -1)));
            Collections.reverse(members);
            TraceStateBuilder state = TraceState.builder();
            for (String member : members) {
                int sign = member.indexOf('=');
                state.put(member.substring(0, sign).strip(), member.substring(sign + 1).strip());
            }
            return state.build();
        }

        @Override
        public String getName() {
            return span.name();
        }

        @Override
        public SpanKind getKind() {
            return SpanKind.INTERNAL;
        }

        @Override
        public SpanContext getSpanContext() {
            return context(span.context().spanId());
        }

        @Override
        public SpanContext getParentSpanContext() {
            String parent = span.parent();
            return parent == null ? SpanContext.getInvalid() : context(parent);
        }

        @Override
        public StatusData getStatus() {
            String failure = span.failure();
            return failure == null
                    ? StatusData.unset()
                    : StatusData.create(StatusCode.ERROR, failure);
        }

        @Override
        public long getStartEpochNanos() {
            return TimeUnit.MICROSECONDS.toNanos(span.start());
        }

        @Override
        public Attributes getAttributes() {
            AttributesBuilder all = Attributes.builder();
            span.attributes().forEach((name, value) -> {
                if (value instanceof Long number) {
                    all.put(name, (long) number);
                } else {
                    all.put(name, String.valueOf(value));
                }
            });
            return all.build();
        }

        @Override
        public List<EventData> getEvents() {
            return List.of();
        }

        @Override
        public List<LinkData> getLinks() {
            return List.of();
        }

        @Override
        public long getEndEpochNanos() {
            return TimeUnit.MICROSECONDS.toNanos(span.end());
        }

        @Override
        public boolean hasEnded() {
            return true;
        }

        @Override
        public int getTotalRecordedEvents() {
            return 0;
        }

        @Override
        public int getTotalRecordedLinks() {
            return 0;
        }

        @Override
        public int getTotalAttributeCount() {
            return span.attributes().size();
        }

        @Override
        @SuppressWarnings("deprecation") // the interface still asks for it
        public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
            return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), null);
        }

        @Override
        public InstrumentationScopeInfo getInstrumentationScopeInfo() {
            return SCOPE;
        }

        @Override
        public Resource getResource() {
            return resource;
        }
    }
}
