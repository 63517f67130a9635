package care.handrail.correspondence.web;

import care.handrail.correspondence.LettersToPrint;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page with the letters that somebody prints, a sheet each. */
@Controller
@Hidden
class LettersPage {

    private final LettersToPrint letters;

    LettersPage(LettersToPrint letters) {
        this.letters = letters;
    }

    @GetMapping("/letters")
    String show(Model page, HttpServletResponse response) {
        var sheets = letters.mine();
        if (sheets.isEmpty()) {
            // What this page shows of patients has a row in the trail each time; an empty 200 would have none.
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        page.addAttribute("sheets", sheets);
        page.addAttribute("day", DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK));
        return "letters";
    }
}
