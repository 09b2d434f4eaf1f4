package example.greetings;

import dev.orchestration.tasks.action.ActionProvider;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.Default;
import dev.orchestration.tasks.action.Describe;

/** A plug-in with one action. It is named in META-INF/services, so its jar on the class path is all that a host needs. */
public final class Greetings implements ActionProvider {
    /** The parameters of the action. */
    @Describe("Greets somebody")
    public record Greeting(
            @Describe("Who is greeted") String name, @Default("en") Language language) {}

    /** In which it can greet. */
    public enum Language {
        EN,
        FR
    }

    @Override
    public void registerActions(ActionRegistry registry) {
        registry.register("greet", "say", Greeting.class, String.class, (ctx, greeting) -> greet(greeting));
    }

    private static String greet(Greeting greeting) {
        return (greeting.language() == Language.FR ? "bonjour " : "hello ") + greeting.name();
    }

    @Override
    public String name() {
        return "greetings";
    }
}
