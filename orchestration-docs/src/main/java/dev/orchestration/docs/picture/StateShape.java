package dev.orchestration.docs.picture;

import dev.orchestration.tasks.TaskStatus;

/**
 * A state as a shape in a square of 16, so that it is told apart without colours, too.
 *
 * @param word for the legend
 * @param path SVG path data
 * @param filled whether the path is an area, or a line
 */
record StateShape(String word, String colour, String path, boolean filled) {
    static StateShape of(TaskStatus status) {
        return switch (status) {
            case PENDING -> line("pending", "#7A8794", "M8 1.5a6.5 6.5 0 1 0 .01 0z");
            case BLOCKED -> line("blocked", "#7A8794", "M8 1.5a6.5 6.5 0 1 0 .01 0zM3.5 12.5l9 -9");
            case READY -> area("ready", "#7A8794", "M8 1.5a6.5 6.5 0 1 0 .01 0z");
            case RUNNING -> area("running", "#1667C7", "M3 1.5l11 6.5l-11 6.5z");
            case WAITING -> area("waiting", "#B26A00", "M2 1.5h12v2l-4.5 4.5l4.5 4.5v2h-12v-2l4.5 -4.5l-4.5 -4.5z");
            case COMPLETED -> line("completed", "#1E8449", "M2 8.5l4 4.5l8 -10");
            case SKIPPED -> line("skipped", "#7A8794", "M2 3.5l4.5 4.5l-4.5 4.5M8.5 3.5l4.5 4.5l-4.5 4.5");
            case FAILED -> line("failed", "#C0392B", "M3 3l10 10M13 3l-10 10");
            case CANCELLED -> area("cancelled", "#8E44AD", "M2.5 2.5h11v11h-11z");
        };
    }

    private static StateShape line(String word, String colour, String path) {
        return new StateShape(word, colour, path, false);
    }

    private static StateShape area(String word, String colour, String path) {
        return new StateShape(word, colour, path, true);
    }

    String svg(double x, double y) {
        String paint = filled
                ? "fill=\"" + colour + "\""
                : "fill=\"none\" stroke=\"" + colour
                        + "\" stroke-width=\"2.4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"";
        return "<path transform=\"translate(" + Numbers.of(x) + " " + Numbers.of(y) + ")\" d=\"" + path + "\" " + paint
                + "/>";
    }
}
