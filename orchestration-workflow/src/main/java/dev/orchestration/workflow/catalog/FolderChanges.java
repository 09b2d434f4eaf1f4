package dev.orchestration.workflow.catalog;

import dev.orchestration.workflow.definition.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What another look at the folder of definitions came to. Immutable.
 *
 * @param added names of workflows that were not known of the folder before, in the order of the files
 * @param changed names of those whose definition is another one now
 * @param removed names of those whose file is gone
 * @param faults what is wrong with the folder now
 * @param kept names of those whose file has become faulty or unreadable: the last good version stays registered
 */
public record FolderChanges(
        List<String> added, List<String> changed, List<String> removed, List<Fault> faults, List<String> kept) {
    public FolderChanges {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        faults = List.copyOf(faults);
        kept = List.copyOf(kept);
    }

    /** As JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("added", added);
        map.put("changed", changed);
        map.put("removed", removed);
        map.put("faults", faults.stream().map(Fault::toString).toList());
        map.put("kept", kept);
        return map;
    }
}
