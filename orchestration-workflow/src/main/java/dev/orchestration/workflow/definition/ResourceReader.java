package dev.orchestration.workflow.definition;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.ResourceTypeRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the resources that a workflow declares and those that its steps ask for. Confined to one thread. */
final class ResourceReader {
    /** What every engine has by itself: these, and what begins with {@code sys-}. */
    private static final String OF_THE_MACHINE = "sys-";

    private static final Set<String> OF_EVERY_ENGINE = Set.of("api-global");

    static final Set<String> REQUEST_KEYS = Set.of("resource_id", "resource_type", "amount");
    static final Set<String> TYPES = new LinkedHashSet<>(List.of(
            "compute",
            "memory",
            "storage",
            "network",
            "api_quota",
            "database",
            "custom",
            "file_handle",
            "thread",
            "process",
            "lock"));

    private final FaultList faults;
    private final Map<String, ResourceDefinition> declared = new LinkedHashMap<>();

    ResourceReader(FaultList faults) {
        this.faults = faults;
    }

    /** Reads {@code resources} of the workflow. */
    List<ResourceDefinition> declarations(Fields top) {
        for (SourceNode item : top.list("resources")) {
            Fields fields = fields(item, "a resource of the workflow");
            if (fields != null) {
                fields.rejectOthers(ResourceDeclaration.KEYS, Set.of());
                fields.require("id");
                declare(fields);
            }
        }
        return List.copyOf(declared.values());
    }

    private void declare(Fields fields) {
        String type = type(fields, "type", "custom");
        String id = id(fields, "id");
        ResourceDefinition read =
                new ResourceDeclaration(fields).read(id == null ? "nameless" : id, type == null ? "custom" : type);
        if (id != null && declared.containsKey(id)) {
            fields.error(FaultCode.BAD_VALUE, "id", "the resource " + Quoted.of(id) + " is declared twice");
        } else if (id != null && read != null) {
            declared.put(id, read);
        }
    }

    /** What a step holds while it runs: of resources that it names, and of any one of a type. */
    record Requests(List<ResourceRequest> named, List<ResourceTypeRequest> ofTypes) {}

    /** Reads {@code resources} of a step. */
    Requests requests(Fields step) {
        Map<String, ResourceRequest> named = new LinkedHashMap<>();
        Map<String, ResourceTypeRequest> ofTypes = new LinkedHashMap<>();
        for (SourceNode item : step.list("resources")) {
            Fields fields = fields(item, "a resource of " + step.owner());
            if (fields != null) {
                fields.rejectOthers(REQUEST_KEYS, Set.of());
                request(fields, named, ofTypes);
            }
        }
        return new Requests(List.copyOf(named.values()), List.copyOf(ofTypes.values()));
    }

    private void request(Fields fields, Map<String, ResourceRequest> named, Map<String, ResourceTypeRequest> ofTypes) {
        if (fields.has("resource_type") && !fields.has("resource_id")) {
            requestOfType(fields, ofTypes);
            return;
        }
        if (fields.has("resource_type")) {
            fields.error(
                    FaultCode.BAD_VALUE,
                    "resource_type",
                    fields.owner()
                            + " names a resource and a type; keep one: resource_id takes that one, resource_type any"
                            + " of the type");
        }
        requestNamed(fields, named);
    }

    private void requestOfType(Fields fields, Map<String, ResourceTypeRequest> requests) {
        String type = type(fields, "resource_type", null);
        double amount = fields.number("amount", value -> value > 0, "above 0", 1);
        if (type != null
                && requests.putIfAbsent(type, new ResourceTypeRequest(Wire.parse(ResourceType.class, type), amount))
                        != null) {
            fields.error(FaultCode.BAD_VALUE, "resource_type", "the type " + type + " is asked for twice");
        }
    }

    /** Null if it is none, which is told. */
    private static @Nullable String type(Fields fields, String key, @Nullable String otherwise) {
        String type = fields.text(key);
        if (type == null) {
            return otherwise;
        }
        if (TYPES.contains(type)) {
            return type;
        }
        fields.error(
                FaultCode.BAD_VALUE,
                key,
                Quoted.of(key) + " must be one of " + String.join(", ", TYPES) + ", not " + Quoted.of(type)
                        + Nearest.suggestion(type, TYPES));
        return null;
    }

    private void requestNamed(Fields fields, Map<String, ResourceRequest> requests) {
        fields.require("resource_id");
        String id = id(fields, "resource_id");
        ResourceDefinition definition = id == null ? null : declared.get(id);
        double usual = definition == null ? 1 : definition.limits().defaultAllocation();
        double amount = fields.number("amount", value -> value > 0, "above 0", usual);
        if (id == null) {
            return;
        }
        if (requests.putIfAbsent(id, new ResourceRequest(new ResourceId(id), amount)) != null) {
            fields.error(FaultCode.BAD_VALUE, "resource_id", "the resource " + Quoted.of(id) + " is asked for twice");
        }
        if (definition == null && !id.startsWith(OF_THE_MACHINE) && !OF_EVERY_ENGINE.contains(id)) {
            faults.warning(
                    FaultCode.UNDECLARED_RESOURCE,
                    fields.place("resource_id"),
                    fields.owner() + " asks for " + Quoted.of(id)
                            + ", which this file does not declare under resources: it runs only where a host registers it"
                            + Nearest.suggestion(id, declared.keySet()));
        } else if (definition != null && amount > definition.capacity()) {
            fields.error(
                    FaultCode.ABOVE_CAPACITY,
                    "amount",
                    fields.owner() + " asks for " + amount + " of " + Quoted.of(id) + ", of which there is "
                            + definition.capacity());
        }
    }

    private @Nullable String id(Fields fields, String key) {
        String id = fields.text(key);
        if (id != null) {
            NameRule.check(id, "a resource", fields.place(key), faults);
        }
        return id == null || id.isBlank() ? null : id;
    }

    private @Nullable Fields fields(SourceNode item, String owner) {
        if (item instanceof SourceMap map) {
            return new Fields(map, owner, faults);
        }
        if (!item.broken()) {
            faults.error(FaultCode.WRONG_TYPE, item.place(), owner + " must be a map, not " + item.described());
        }
        return null;
    }
}
