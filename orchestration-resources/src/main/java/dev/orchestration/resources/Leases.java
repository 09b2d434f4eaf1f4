package dev.orchestration.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The allocations that hold something, found by number, by requester and by expiry. Chained hash tables whose links are
 * fields of the allocations, so that taking and giving back makes no garbage but the allocation. Not thread-safe: part of the
 * {@link Ledger}.
 */
final class Leases {
    private final TreeSet<ResourceAllocation> expiring = new TreeSet<>(Leases::byExpiry);
    private @Nullable ResourceAllocation[] byNumber = new ResourceAllocation[64];
    private @Nullable ResourceAllocation[] byRequester = new ResourceAllocation[64];
    private int size;

    private static int byNumber(ResourceAllocation a, ResourceAllocation b) {
        return Long.compare(a.number(), b.number());
    }

    private static int byExpiry(ResourceAllocation a, ResourceAllocation b) {
        return a.due == b.due ? byNumber(a, b) : Long.compare(a.due, b.due);
    }

    int size() {
        return size;
    }

    void add(ResourceAllocation lease) {
        if (size == byNumber.length) {
            grow();
        }
        size++;
        lease.held = true;
        link(lease);
    }

    private void link(ResourceAllocation lease) {
        int number = slot(lease.number());
        lease.nextByNumber = byNumber[number];
        byNumber[number] = lease;
        int requester = slot(lease.requester());
        ResourceAllocation first = byRequester[requester];
        lease.previousOfRequester = null;
        lease.nextOfRequester = first;
        if (first != null) {
            first.previousOfRequester = lease;
        }
        byRequester[requester] = lease;
    }

    private int slot(long number) {
        return (int) number & (byNumber.length - 1);
    }

    private int slot(String requester) {
        int hash = requester.hashCode();
        return (hash ^ hash >>> 16) & (byRequester.length - 1);
    }

    void remove(ResourceAllocation lease) {
        lease.held = false;
        size--;
        unlinkByNumber(lease);
        unlinkByRequester(lease);
        if (lease.due != Ticks.NEVER) {
            expiring.remove(lease);
        }
    }

    private void unlinkByNumber(ResourceAllocation lease) {
        int slot = slot(lease.number());
        ResourceAllocation before = null;
        ResourceAllocation each = byNumber[slot];
        while (each != lease && each != null) {
            before = each;
            each = each.nextByNumber;
        }
        if (before == null) {
            byNumber[slot] = lease.nextByNumber;
        } else {
            before.nextByNumber = lease.nextByNumber;
        }
        lease.nextByNumber = null;
    }

    private void unlinkByRequester(ResourceAllocation lease) {
        ResourceAllocation previous = lease.previousOfRequester;
        ResourceAllocation next = lease.nextOfRequester;
        if (previous == null) {
            byRequester[slot(lease.requester())] = next;
        } else {
            previous.nextOfRequester = next;
        }
        if (next != null) {
            next.previousOfRequester = previous;
        }
        lease.nextOfRequester = null;
        lease.previousOfRequester = null;
    }

    private void grow() {
        List<ResourceAllocation> all = all();
        byNumber = new ResourceAllocation[2 * byNumber.length];
        byRequester = new ResourceAllocation[2 * byRequester.length];
        all.forEach(this::link);
    }

    /** The one with this number, null if it holds nothing or has ended. */
    @Nullable
    ResourceAllocation find(long number) {
        ResourceAllocation each = byNumber[slot(number)];
        while (each != null && each.number() != number) {
            each = each.nextByNumber;
        }
        return each;
    }

    /** Those of one requester, in the order they were given. */
    List<ResourceAllocation> of(String requester) {
        List<ResourceAllocation> found = new ArrayList<>();
        ResourceAllocation each = byRequester[slot(requester)];
        while (each != null) {
            if (each.requester().equals(requester)) {
                found.add(each);
            }
            each = each.nextOfRequester;
        }
        found.sort(Leases::byNumber);
        return found;
    }

    /** All, in the order they were given. */
    List<ResourceAllocation> all() {
        List<ResourceAllocation> all = new ArrayList<>(size);
        for (ResourceAllocation first : byNumber) {
            for (ResourceAllocation each = first; each != null; each = each.nextByNumber) {
                all.add(each);
            }
        }
        all.sort(Leases::byNumber);
        return all;
    }

    /** When the first one expires. */
    long nextExpiry() {
        return expiring.isEmpty() ? Ticks.NEVER : expiring.first().due;
    }

    /** One that has expired by {@code now}, the earliest; null if none has. */
    @Nullable
    ResourceAllocation expired(long now) {
        return nextExpiry() <= now ? expiring.first() : null;
    }

    /** From now on it expires at {@code due}, and at no other time; says whether that is sooner than before. */
    boolean expireAt(long due, ResourceAllocation lease) {
        boolean sooner = due < lease.due;
        if (lease.due != Ticks.NEVER) {
            expiring.remove(lease);
        }
        lease.due = due;
        expiring.add(lease);
        return sooner;
    }
}
