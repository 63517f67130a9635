package care.handrail.correspondence.web;

import care.handrail.correspondence.LettersToPrint;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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
    String show(Model page) {
        page.addAttribute("sheets", letters.mine());
        page.addAttribute("day", DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK));
        return "letters";
    }
}
