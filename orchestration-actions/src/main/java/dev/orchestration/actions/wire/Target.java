package dev.orchestration.actions.wire;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionFailedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a URL names.
 *
 * @param scheme http or https
 * @param host in lower case; an IPv6 address in brackets
 * @param resource path and query, as they are sent
 */
public record Target(String scheme, String host, int port, String resource) {
    /** Wider than the JDK's: underscores, and addresses in forms that only the system's resolver knows. */
    private static final Pattern PLACE =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::(\\d{0,5}))?");

    /** @throws ActionFailedException ({@code BadUrl}, user) if it is no URL of http or https with a host */
    public static Target parse(String url) throws ActionFailedException {
        try {
            return of(new URI(url.strip()));
        } catch (URISyntaxException e) {
            throw bad("no URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
        }
    }

    /** Where a redirect leads from here. */
    public Target follow(String location) throws ActionFailedException {
        try {
            URI next = new URI(location.strip());
            boolean queryAlone = !next.isAbsolute()
                    && next.getRawAuthority() == null
                    && next.getRawPath().isEmpty();
            if (queryAlone && next.getRawQuery() != null) {
                // the JDK reads it by an older rule, which drops the last part of the path
                return new Target(scheme, host, port, pathAlone())
                        .withQuery(URI.create(next.toASCIIString()).getRawQuery());
            }
            return of(new URI(origin() + resource).resolve(next));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw bad("no URL");
        }
    }

    private static Target of(URI uri) throws ActionFailedException {
        String scheme = lower(uri.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw bad(
                    scheme.isEmpty()
                            ? "no absolute URL; write http://… or https://…"
                            : "of the scheme " + scheme + "; only http and https are called");
        }
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw bad("a URL without a host");
        }
        if (authority.indexOf('@') >= 0) {
            throw bad("a URL with a user name in it; write an Authorization header instead");
        }
        Matcher place = PLACE.matcher(authority);
        if (!place.matches()) {
            throw bad("a URL whose host or port cannot be read; write other letters than a-z in their xn-- form");
        }
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
        return new Target(scheme, lower(place.group(1)), port(place.group(2), scheme), path + query);
    }

    private static int port(@Nullable String digits, String scheme) throws ActionFailedException {
        if (digits == null || digits.isEmpty()) {
            return scheme.equals("https") ? 443 : 80;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw bad("a URL with the port " + digits);
        }
        return port;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static ActionFailedException bad(String what) {
        return new ActionFailedException("BadUrl", ErrorKind.USER, "the url is " + what);
    }

    public boolean isSecure() {
        return scheme.equals("https");
    }

    /** {@code host:port}, always with the port. */
    public String place() {
        return host + ":" + port;
    }

    /** Scheme, host and port: what shares cookies, passwords, and a circuit breaker. */
    public String origin() {
        return scheme + "://" + place();
    }

    /** For logs and messages: without the query, which may hold a key. */
    public String shown() {
        return origin() + pathAlone();
    }

    private String pathAlone() {
        int query = resource.indexOf('?');
        return query < 0 ? resource : resource.substring(0, query);
    }

    /** The same with more in its query. */
    public Target withQuery(String more) {
        if (more.isEmpty()) {
            return this;
        }
        return new Target(scheme, host, port, resource + (resource.indexOf('?') < 0 ? "?" : "&") + more);
    }

    /** The host as resolvers and certificates know it. */
    String plainHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** What the Host header says. */
    String hostHeader() {
        return port == (isSecure() ? 443 : 80) ? host : place();
    }
}
