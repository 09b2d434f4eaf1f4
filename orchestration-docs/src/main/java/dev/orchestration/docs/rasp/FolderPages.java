package dev.orchestration.docs.rasp;

import java.util.List;

/** The sections of the two pages in each folder below a project's own. Stateless. */
final class FolderPages {
    private FolderPages() {}

    static String readme(ProjectFolder folder, DocumentedProject project) {
        String purpose = folder.purpose();
        return (purpose.isEmpty() ? "" : purpose + "\n\n")
                + contents(folder)
                + "\nPart of " + Markdown.link(project.name(), folder.toRoot() + "README.md")
                + up(folder, "README.md")
                + " · for agents: " + Markdown.link("AGENTS.md", "AGENTS.md") + "\n";
    }

    static String agents(ProjectFolder folder) {
        String purpose = folder.purpose();
        return (purpose.isEmpty() ? "" : purpose + "\n\n")
                + "- What is here: " + Markdown.link("README.md", "README.md") + "\n"
                + "- Rules for the whole project: " + Markdown.link("AGENTS.md", folder.toRoot() + "AGENTS.md") + "\n"
                + "- What the workflows take and do: " + Markdown.link("SPEC.md", folder.toRoot() + "SPEC.md") + "\n\n"
                + agentsOf(folder);
    }

    private static String up(ProjectFolder folder, String page) {
        return folder.depth() > 1 ? " · " + Markdown.link("the folder above", "../" + page) : "";
    }

    /** The files and folders in it, each with a link. */
    static String contents(ProjectFolder folder) {
        StringBuilder out = new StringBuilder();
        for (String name : folder.folders()) {
            ProjectFolder below = new ProjectFolder(folder.in(name), List.of(), List.of());
            String purpose = below.purpose();
            out.append("- ")
                    .append(Markdown.link(name + "/", name + "/README.md"))
                    .append(purpose.isEmpty() ? "" : ": " + purpose)
                    .append('\n');
        }
        folder.files()
                .forEach(name ->
                        out.append("- ").append(Markdown.link(name, name)).append('\n'));
        return out.isEmpty() ? "Nothing is here yet.\n" : out.toString();
    }

    /** The pages for agents of the folders in it. */
    static String agentsOf(ProjectFolder folder) {
        StringBuilder out = new StringBuilder();
        folder.folders()
                .forEach(name -> out.append("- ")
                        .append(Markdown.link(name + "/", name + "/AGENTS.md"))
                        .append('\n'));
        return out.isEmpty() ? "" : out.append('\n').toString();
    }
}
