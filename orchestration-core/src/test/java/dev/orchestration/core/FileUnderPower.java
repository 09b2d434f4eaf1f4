package dev.orchestration.core;

import dev.orchestration.core.DiskTrace.Call;
import dev.orchestration.core.DiskTrace.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file on a disk with a cache: what was synced is there after a power cut, of the rest some, and of some a part. */
final class FileUnderPower {
    /** What becomes of a write that was not synced. */
    enum Cut {
        ALL_LOST,
        ALL_KEPT,
        /** Each sector of each write by itself. */
        TORN
    }

    private static final int SECTOR = 512;

    private byte[] synced = new byte[0];
    private final List<Call> cached = new ArrayList<>();

    void take(Call call) {
        if (call.kind() == Kind.SYNC) {
            for (Call each : cached) {
                synced = applied(synced, each, 0, each.bytes().length);
            }
            cached.clear();
        } else {
            cached.add(call);
        }
    }

    byte[] after(Cut cut, Random random) {
        byte[] content = synced.clone();
        if (cut == Cut.ALL_LOST) {
            return content;
        }
        for (Call each : cached) {
            if (each.kind() == Kind.TRUNCATE) {
                content = cut == Cut.ALL_KEPT || random.nextBoolean() ? applied(content, each, 0, 0) : content;
                continue;
            }
            for (int from = 0; from < each.bytes().length; from += SECTOR) {
                if (cut == Cut.ALL_KEPT || random.nextBoolean()) {
                    content = applied(content, each, from, Math.min(each.bytes().length, from + SECTOR));
                }
            }
        }
        return content;
    }

    private static byte[] applied(byte[] content, Call call, int from, int to) {
        if (call.kind() == Kind.TRUNCATE) {
            return Arrays.copyOf(content, (int) call.offset());
        }
        int end = (int) call.offset() + to;
        byte[] changed = end > content.length ? Arrays.copyOf(content, end) : content;
        System.arraycopy(call.bytes(), from, changed, (int) call.offset() + from, to - from);
        return changed;
    }
}
