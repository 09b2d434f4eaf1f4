package dev.orchestration.actions.wire;

import dev.orchestration.tasks.action.ActionFailedException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends requests over HTTP/1.1, one a connection, on the calling thread. Thread-safe.
 *
 * <p>Why not the JDK's client: it takes a URL and looks its host up by itself, at a moment of its own and with no way to say
 * or see which address it connects to. Whoever checks the host before may be told a public address, and the client a private
 * one a moment later (DNS rebinding). Here the host is looked up <b>once</b> for a connection, every address found is checked
 * by the {@link AddressRule}, and the socket is connected to the very address object that was checked. The name goes on to TLS,
 * so the certificate is still checked against the host of the URL. Proxies of the system are not used: they would look the
 * name up again.
 *
 * <p>Redirects are not followed here: each is another {@link #exchange}, and so is checked like the first.
 */
public final class WireClient {
    /** One address of several that does not answer must not use up the time of all. Unit: milliseconds. */
    private static final int MAX_CONNECT = 10_000;

    private final HostAddresses addresses;
    private final AddressRule rule;
    private final Supplier<SSLSocketFactory> tls;

    /** @param tls asked at the first secure connection */
    public WireClient(HostAddresses addresses, AddressRule rule, Supplier<SSLSocketFactory> tls) {
        this.addresses = addresses;
        this.rule = rule;
        this.tls = tls;
    }

    /** As the system finds hosts and trusts certificates. */
    public static WireClient ofSystem(AddressRule rule) {
        return new WireClient(HostAddresses.ofSystem(), rule, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** Makes something of an answer while it comes. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResponseHead head, InputStream body) throws IOException, ActionFailedException;
    }

    /** @throws ActionFailedException if there was no whole answer, whatever the reason */
    public <T> T exchange(WireRequest request, Call call, Reader<T> reader) throws ActionFailedException {
        Target target = request.target();
        try (Socket plain = connect(target, call)) {
            Socket socket = target.isSecure() ? secured(plain, target, call) : plain;
            OutputStream out = socket.getOutputStream();
            out.write(request.head());
            byte[] body = request.body();
            if (body != null) {
                out.write(body);
            }
            out.flush();
            InputStream in = new BufferedInputStream(new TimedStream(socket, call), 16 << 10);
            ResponseHead head = ResponseHead.read(in);
            return reader.read(head, BodyStream.of(request.method(), head, in));
        } catch (IOException e) {
            throw WireFaults.of(e, target, call);
        }
    }

    private Socket connect(Target target, Call call) throws IOException, ActionFailedException {
        List<InetAddress> found = addresses.of(target.plainHost());
        for (InetAddress address : found) {
            rule.check(target, address);
        }
        IOException failure = new SocketException("it has no address");
        for (InetAddress address : found) {
            Socket socket = new Socket(Proxy.NO_PROXY);
            try {
                call.carriedBy(socket);
                socket.connect(new InetSocketAddress(address, target.port()), Math.min(MAX_CONNECT, call.millisLeft()));
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    private SSLSocket secured(Socket plain, Target target, Call call) throws IOException {
        SSLSocket socket = (SSLSocket) tls.get().createSocket(plain, target.plainHost(), target.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        plain.setSoTimeout(call.millisLeft());
        socket.startHandshake();
        return socket;
    }

    /** Waits for each block only as long as the call has time. */
    private static final class TimedStream extends FilterInputStream {
        private final Socket socket;
        private final Call call;

        TimedStream(Socket socket, Call call) throws IOException {
            super(socket.getInputStream());
            this.socket = socket;
            this.call = call;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            socket.setSoTimeout(call.millisLeft());
            int got = in.read(bytes, offset, length);
            call.signOfLife();
            return got;
        }
    }
}
