package dev.orchestration.workflow.dag;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The number of each name, its place in a list: open addressing with linear probing (Knuth, volume 3, 6.4) over one int
 * array that is at most half full, 8 to 16 bytes a name and no boxes. A slot holds the place plus one and, in the bits
 * that are left, a part of the hash, so hardly ever is a text compared that is not the one looked for.
 *
 * <p>Whoever chooses the names can give them all one hash. So a search longer than {@link #MOST_STEPS} turns the index
 * into a {@link HashMap}, whose buckets become trees. Immutable once made, and thread-safe.
 */
final class NameIndex {
    /** Far above the longest search among a million ordinary names, which is about 40. */
    static final int MOST_STEPS = 256;

    /** The golden ratio in 32 bits (Knuth's multiplicative hashing): spreads hashes that differ little. */
    private static final int GOLDEN = 0x9E3779B9;

    private static final int TOO_FAR = Integer.MIN_VALUE;

    private final List<String> names;
    private final int[] slots;
    private final int slotShift;
    private final int placeBits;
    private final @Nullable Map<String, Integer> tree;

    /**
     * Makes the index.
     *
     * @param names at most 2^28, none null; kept, so it must not change
     * @param repeated told, ascending, of each place whose name stands at an earlier one too
     */
    NameIndex(List<String> names, IntConsumer repeated) {
        int bits = Math.max(4, Integer.SIZE - Integer.numberOfLeadingZeros(names.size()) + 1);
        this.names = names;
        slots = new int[1 << bits];
        slotShift = Integer.SIZE - bits;
        placeBits = bits - 1;
        Map<String, Integer> fallback = null;
        for (int place = 0; place < names.size(); place++) {
            String name = names.get(place);
            int hash = name.hashCode() * GOLDEN;
            int slot = fallback == null ? search(name, hash) : TOO_FAR;
            if (slot == TOO_FAR) {
                fallback = fallback == null ? treeUpTo(place) : fallback;
                if (fallback.putIfAbsent(name, place) != null) {
                    repeated.accept(place);
                }
            } else if (slot >= 0) {
                repeated.accept(place);
            } else {
                slots[~slot] = hash << placeBits | (place + 1);
            }
        }
        tree = fallback;
    }

    private Map<String, Integer> treeUpTo(int end) {
        Map<String, Integer> map = new HashMap<>(names.size() * 2);
        for (int place = 0; place < end; place++) {
            map.putIfAbsent(names.get(place), place);
        }
        return map;
    }

    /** The first place of {@code name}, -1 if it has none. */
    int find(String name) {
        if (tree != null) {
            return tree.getOrDefault(name, -1);
        }
        int slot = search(name, name.hashCode() * GOLDEN);
        return slot < 0 ? -1 : place(slots[slot]);
    }

    /** The slot of {@code name}; if it is not there the complement of the slot it would get, or {@link #TOO_FAR}. */
    private int search(String name, int hash) {
        int at = hash >>> slotShift;
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            int slot = slots[at];
            if (slot == 0) {
                return ~at;
            }
            boolean alike = (slot ^ (hash << placeBits)) >>> placeBits == 0;
            if (alike && names.get(place(slot)).equals(name)) {
                return at;
            }
            at = at + 1 & slots.length - 1;
        }
        return TOO_FAR;
    }

    private int place(int slot) {
        return (slot & (1 << placeBits) - 1) - 1;
    }
}
