package dev.orchestration.actions.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface HostAddresses {
    /** At least one address, in the order in which they are to be tried. */
    List<InetAddress> of(String host) throws UnknownHostException;

    /** As the system says. */
    static HostAddresses ofSystem() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
