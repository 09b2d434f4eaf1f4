package dev.orchestration.tasks.action;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value of a parameter that a step does not give, or gives as null. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** As JSON; where the parameter is written as a text, the text itself: {@code "10"}, {@code "[1, 2]"}, {@code "30s"}. */
    String value();
}
