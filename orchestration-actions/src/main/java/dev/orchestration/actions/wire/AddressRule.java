package dev.orchestration.actions.wire;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionFailedException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Set;

/**
 * Which addresses may be called: public ones, and what the operator allows by name. What a definition or a template writes as
 * a URL must not reach the services of this machine and its network, which trust whoever can reach them.
 *
 * <p>The rule is asked about the address that is connected to and nothing else, so it does not matter how that was written
 * ({@code 127.1}, {@code 2130706433}, {@code 0x7f000001}, {@code ::ffff:127.0.0.1}) or which name leads to it.
 *
 * @param allowed {@code host:port} in lower case: a name or an address as the URL writes it, or the address connected to
 * @param everything whether there is no rule, because the operator wrote the URL himself
 */
public record AddressRule(Set<String> allowed, boolean everything) {
    public AddressRule {
        allowed = Set.copyOf(allowed);
    }

    /** Public addresses and these. */
    public static AddressRule publicAnd(Set<String> allowed) {
        return new AddressRule(allowed, false);
    }

    /** For URLs that are no part of a definition. */
    public static AddressRule none() {
        return new AddressRule(Set.of(), true);
    }

    /** @throws ActionFailedException ({@code AddressRefused}, user) if {@code address} must not be called */
    void check(Target target, InetAddress address) throws ActionFailedException {
        String numbers = address.getHostAddress().replaceFirst("%.*", "");
        String literal = address instanceof Inet4Address ? numbers : "[" + numbers + "]";
        if (everything
                || allowed.contains(target.place())
                || allowed.contains(literal + ":" + target.port())
                || isPublic(address)) {
            return;
        }
        throw new ActionFailedException(
                "AddressRefused",
                ErrorKind.USER,
                target.place() + " is " + address.getHostAddress() + ", which is no public address; to allow it, add "
                        + target.place() + " to http.allow (ORCHESTRATION_HTTP_ALLOW)");
    }

    /** Whether the address belongs to the open internet. What carries an IPv4 address inside counts as that. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? isPublicV4(bytes, 0) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] bytes, int from) {
        int first = bytes[from] & 0xff;
        int second = bytes[from + 1] & 0xff;
        int third = bytes[from + 2] & 0xff;
        boolean reserved = first == 0
                || first == 10
                || first == 127
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 169 && second == 254)
                || (first == 172 && (second & 0xf0) == 16)
                || (first == 192 && second == 168)
                || (first == 192 && second == 0 && third == 0)
                || (first == 198 && (second & 0xfe) == 18)
                || first >= 224;
        return !reserved;
    }

    private static boolean isPublicV6(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (first == 0 && isZero(bytes, 1, 10)) {
            // unspecified, loopback, and IPv4 as a compatible or mapped address, which Java makes an IPv4 address
            // mostly
            return false;
        }
        if (first == 0x20 && second == 0x02) {
            return isPublicV4(bytes, 2); // 6to4
        }
        if (first == 0 && second == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b) {
            return isZero(bytes, 4, 12) && isPublicV4(bytes, 12); // NAT64; its local prefix is not public
        }
        boolean teredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
        boolean global = (first & 0xe0) == 0x20;
        return global && !teredo;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] != 0) {
                return false;
            }
        }
        return true;
    }
}
