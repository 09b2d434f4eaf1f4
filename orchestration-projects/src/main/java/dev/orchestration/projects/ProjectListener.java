package dev.orchestration.projects;

/**
 * Is told what a {@link ProjectManager} does with projects, on the thread that did it and after it is entered. Keep it quick; one
 * that throws harms nobody.
 */
public interface ProjectListener {
    /** A project was made. */
    void created(Project project);

    /**
     * A project stands elsewhere now.
     *
     * @param before where it stood
     */
    void changed(Project project, ProjectStatus before);
}
