package dev.orchestration.actions;

import dev.orchestration.actions.wire.Call;
import dev.orchestration.actions.wire.Target;
import dev.orchestration.actions.wire.WireClient;
import dev.orchestration.actions.wire.WireRequest;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Parameters;
import dev.orchestration.tasks.secret.Masks;
import java.nio.charset.StandardCharsets;

/** The action {@code http.request}. Thread-safe. */
final class HttpRequestAction {
    private final WireClient client;
    private final HostGates gates;
    private final Clock clock;

    HttpRequestAction(WireClient client, HostGates gates, Clock clock) {
        this.client = client;
        this.gates = gates;
        this.clock = clock;
    }

    Object run(ActionContext ctx) throws ActionFailedException {
        HttpOrder order = HttpOrder.of(Parameters.of(ctx));
        Call call = Call.of(ctx, clock, order.timeout());
        WireRequest request = TraceHeaders.in(order.request(), ctx);
        for (long left = order.redirects(); ; left--) {
            HttpAnswer answer = answer(ctx, request, call, order.maxBytes());
            String location = answer.head().redirect().orElse("");
            if (location.isEmpty()
                    || order.redirects() == 0
                    || order.expects(answer.head().status())) {
                if (!order.expects(answer.head().status())) {
                    throw answer.unexpected();
                }
                return answer.output();
            }
            if (left == 0) {
                throw badRedirect(request.target(), "the last of " + (order.redirects() + 1) + " redirects");
            }
            request = redirected(ctx, request, answer.head().status(), location);
        }
    }

    /** What definitions wrote as a secret goes to no other origin, in whatever header or body it stands. */
    private static WireRequest redirected(ActionContext ctx, WireRequest from, int status, String location)
            throws ActionFailedException {
        WireRequest to = from.redirected(status, next(from.target(), location));
        if (to.target().origin().equals(from.target().origin())) {
            return to;
        }
        Masks masks = ctx.masks();
        byte[] body = to.body();
        if (body != null && isSecret(masks, new String(body, StandardCharsets.UTF_8))) {
            throw badRedirect(
                    from.target(), "a redirect to another place, to which the body with its secret is not sent");
        }
        return to.without((name, value) -> isSecret(masks, value));
    }

    private static boolean isSecret(Masks masks, String text) {
        return !masks.text(text).equals(text);
    }

    private HttpAnswer answer(ActionContext ctx, WireRequest request, Call call, long maxBytes)
            throws ActionFailedException {
        Target target = request.target();
        ctx.log(request.method() + " " + target.shown());
        HttpAnswer answer = gates.of(target.origin())
                .pass(
                        () -> client.exchange(request, call, (head, in) -> HttpAnswer.read(target, head, in, maxBytes)),
                        HttpAnswer::isBroken);
        ctx.log(answer.head().status() + ", " + answer.body().length + " bytes");
        return answer;
    }

    private static Target next(Target from, String location) throws ActionFailedException {
        Target next;
        try {
            next = from.follow(location);
        } catch (ActionFailedException e) {
            throw badRedirect(from, "a redirect, but not to a URL that can be called");
        }
        if (from.isSecure() && !next.isSecure()) {
            throw badRedirect(from, "a redirect from https to http, which is not followed");
        }
        return next;
    }

    private static ActionFailedException badRedirect(Target from, String what) {
        return new ActionFailedException("BadRedirect", ErrorKind.EXTERNAL, from.shown() + " answered with " + what);
    }
}
