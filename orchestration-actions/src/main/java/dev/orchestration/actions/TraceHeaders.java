package dev.orchestration.actions;

import dev.orchestration.actions.wire.WireRequest;
import dev.orchestration.state.TraceContext;
import dev.orchestration.tasks.action.ActionContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The headers by which who is called knows of which attempt that is part (W3C Trace Context). */
final class TraceHeaders {
    private TraceHeaders() {}

    static Map<String, String> of(ActionContext ctx) {
        Map<String, String> headers = new LinkedHashMap<>();
        ctx.trace().variables().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    /** With them, unless the step says itself to which trace it belongs: then nothing of ours goes with it. */
    static WireRequest in(WireRequest request, ActionContext ctx) {
        boolean own = request.headers().keySet().stream().anyMatch(TraceContext.VARIABLE::equalsIgnoreCase);
        return own ? request : request.with(of(ctx));
    }
}
