package dev.orchestration.actions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers each connection with the next of its scripts, byte by byte as it is written, and closes: also with what no proper
 * server sends. The last script is used again.
 */
final class ScriptedServer implements AutoCloseable {
    /** Writes one answer. */
    @FunctionalInterface
    interface Script {
        void play(Socket socket) throws Exception;
    }

    private final ServerSocket server;
    private final List<Script> scripts;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    ScriptedServer(Script... scripts) {
        this.scripts = List.of(scripts);
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    static Script bytes(String answer) {
        return socket -> write(socket, answer);
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** A stream of events in the chunks of HTTP/1.1, as hosted models send it. */
    static String stream(String... events) {
        StringBuilder all = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
        all.append("Transfer-Encoding: chunked\r\n\r\n");
        for (String event : events) {
            all.append(chunk("data: " + event + "\n\n"));
        }
        return all.append("0\r\n\r\n").toString();
    }

    static String chunk(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return Integer.toHexString(length).toUpperCase(Locale.ROOT) + "\r\n" + text + "\r\n";
    }

    private void serve() {
        for (int turn = 0; !server.isClosed(); turn++) {
            try (Socket socket = server.accept()) {
                read(socket);
                scripts.get(Math.min(turn, scripts.size() - 1)).play(socket);
            } catch (Exception e) {
                // the test is over, or its client has gone, which is what it is about
            }
        }
    }

    private void read(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        List<String> head = new ArrayList<>();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.add(line);
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        char[] body = new char[length];
        for (int got = 0; got < length; got += in.read(body, got, length - got)) {}
        heads.add(String.join("\n", head));
        bodies.add(new String(new String(body).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    String place() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    String url(String path) {
        return "http://" + place() + path;
    }

    /** First lines and headers, one text a request. */
    List<String> heads() {
        return heads;
    }

    List<String> bodies() {
        return bodies;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
