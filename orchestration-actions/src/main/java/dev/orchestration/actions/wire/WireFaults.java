package dev.orchestration.actions.wire;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What it means for a step that a connection failed. */
public final class WireFaults {
    private WireFaults() {}

    /** The failure of a call whose attempt was asked to end. */
    public static ActionFailedException ended(Target target) {
        return new ActionFailedException(
                "CallEnded",
                ErrorKind.CANCELLED,
                "the call of " + target.shown() + " was ended because the attempt was asked to end");
    }

    static ActionFailedException of(IOException e, Target target, Call call) {
        if (call.hasEnded()) {
            return ended(target);
        }
        if (e instanceof SocketTimeoutException) {
            return new ActionFailedException(
                    "CallTimedOut",
                    ErrorKind.TIMEOUT,
                    target.shown() + " did not answer in full within "
                            + call.timeout().toMillis() / 1_000.0 + " s");
        }
        if (e instanceof UnknownHostException) {
            return external("UnknownHost", "the host " + target.host() + " is not known");
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return external("ConnectionFailed", "no connection to " + target.place() + ": " + e.getMessage());
        }
        if (e instanceof SSLException) {
            return external("TlsFailed", "no secure connection to " + target.place() + ": " + e.getMessage());
        }
        if (e instanceof ProtocolException) {
            return external("BadResponse", target.shown() + " answered what is no HTTP: " + e.getMessage());
        }
        return external("ConnectionLost", "the connection to " + target.place() + " was lost: " + e.getMessage());
    }

    private static ActionFailedException external(String type, String message) {
        return new ActionFailedException(type, ErrorKind.EXTERNAL, message);
    }
}
