package care.handrail.referrals;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Writes a referral as a letter of A4 pages (PDF). */
@Component
class ReferralLetter {

    /** The template and its version; a changed letter is a new file with the next number. */
    static final String TEMPLATE = "referral-1";

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final TemplateEngine templates;

    ReferralLetter() {
        // It would write into the log what it works on.
        XRLog.setLoggingEnabled(false);
        var files = new ClassLoaderTemplateResolver();
        files.setPrefix("referrals/letters/");
        files.setSuffix(".html");
        files.setCharacterEncoding("UTF-8");
        // Spring's engine reads records' accessors; of an engine of its own no page's template can be reached.
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        templates = engine;
    }

    /** The fonts that every reader has of its own know no names beyond those of Western Europe; this one goes along. */
    private static InputStream font() {
        return Objects.requireNonNull(PDFont.class.getResourceAsStream(FONT), FONT);
    }

    byte[] pdf(ReferralText text) {
        var page = new Context(Locale.ENGLISH);
        page.setVariable("letter", text);
        var pdf = new ByteArrayOutputStream();
        var renderer = new PdfRendererBuilder();
        renderer.withHtmlContent(templates.process(TEMPLATE, page), null);
        renderer.useFont(ReferralLetter::font, "letter");
        renderer.toStream(pdf);
        try {
            renderer.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }
}
