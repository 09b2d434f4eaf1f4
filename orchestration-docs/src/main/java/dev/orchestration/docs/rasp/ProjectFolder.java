package dev.orchestration.docs.rasp;

import java.util.List;

/**
 * One folder of a project, as its pages show it. Immutable.
 *
 * @param path relative to the project, with {@code /}; empty for the project's own folder
 * @param files names in order, without the pages themselves
 * @param folders names of the folders in it that have pages, in order
 */
record ProjectFolder(String path, List<String> files, List<String> folders) {
    boolean isRoot() {
        return path.isEmpty();
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** How many folders it lies below the project's own. */
    int depth() {
        return isRoot() ? 0 : path.split("/", -1).length;
    }

    /** The way from here to the project's own folder. */
    String toRoot() {
        return "../".repeat(depth());
    }

    /** The path of what is called {@code name} in it. */
    String in(String name) {
        return isRoot() ? name : path + "/" + name;
    }

    /** What a folder of this name is for in every project; empty for others. */
    String purpose() {
        return switch (path) {
            case "src" -> "The programs that the workflows call.";
            case "tests" -> "Tests of the programs; they need no engine.";
            case "config" -> "Settings, of the project and of its programs.";
            case "docs" -> "What people write about the project.";
            case "workflows" -> "The workflows: `orchestrate run workflows/FILE` in the project's folder.";
            case "data" -> "The data that the workflows work on; what is here at first is a small sample.";
            default -> "";
        };
    }
}
