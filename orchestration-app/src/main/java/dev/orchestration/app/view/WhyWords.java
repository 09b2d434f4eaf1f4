package dev.orchestration.app.view;

import dev.orchestration.state.Failure;
import dev.orchestration.tasks.action.Printable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The small words of a {@link WhyText}. */
final class WhyWords {
    private WhyWords() {}

    /** Why something failed, behind a colon; nothing where nobody knows. */
    static String failure(@Nullable Failure error) {
        return error == null ? "" : ": " + Printable.lastLines(error.message(), 1, 200);
    }

    /** As people write a number. */
    static String amount(double amount) {
        return new BigDecimal(String.valueOf(amount)).stripTrailingZeros().toPlainString();
    }
}
