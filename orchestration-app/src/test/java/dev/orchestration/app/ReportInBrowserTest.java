package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.Browser.Seen;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page is in the eyes of a browser. Skipped where there is none, but not in CI. */
@Tag("browser")
class ReportInBrowserTest {
    private static final String DARK = "--blink-settings=preferredColorScheme=0";

    @TempDir
    Path folder;

    private Browser browser;
    private Path page;

    @BeforeEach
    void writeAPage() throws Exception {
        browser = Browser.in(Files.createDirectory(folder.resolve("browser")));
        page = Reported.hostile(Terminal.in(Files.createDirectory(folder.resolve("work"))));
    }

    @Test
    void aHostilePageIsInertAndTheConsoleIsSilent() throws Exception {
        Seen seen = browser.open(page);
        assertThat(seen.console()).isEmpty();
        assertThat(seen.dom()).doesNotContain("<script", "<img", "<title>owned");
        assertThat(seen.dom()).contains("&lt;script&gt;document.title='owned'");
    }

    /** The page forbids scripts, so a page around it measures. */
    @Test
    void onAPhoneNothingIsWiderThanTheScreen() throws Exception {
        Path around = Files.writeString(page.resolveSibling("around.html"), """
                <!DOCTYPE html><title>not measured</title>
                <iframe id="f" src="report.html" style="width:360px;height:800px;border:0"></iframe>
                <script>
                  const frame = document.getElementById('f');
                  frame.addEventListener('load', () => {
                    const root = frame.contentDocument.documentElement;
                    document.title = root.clientWidth + ' holds ' + root.scrollWidth;
                  });
                </script>
                """);
        Seen seen = browser.open(around);
        assertThat(seen.console()).isEmpty();
        assertThat(seen.dom()).contains("<title>360 holds 360</title>");
    }

    @Test
    void itIsLightOrDarkAsTheSystemSays() throws Exception {
        assertThat(ground(browser.picture(page))).isEqualTo(new Color(0xF4F6F8));
        assertThat(ground(browser.picture(page, DARK))).isEqualTo(new Color(0x12161B));
    }

    private static Color ground(Path picture) throws Exception {
        BufferedImage image = ImageIO.read(picture.toFile());
        return new Color(image.getRGB(2, 2));
    }
}
