package care.handrail.workbench.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.pathways.InvalidFormException;
import care.handrail.patients.PatientSearch;
import care.handrail.patients.PatientSearch.Found;
import care.handrail.patients.PatientSearch.Line;
import care.handrail.patients.SearchUsedUpException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The page on which staff find a patient. */
@Controller
@Hidden
@RequestMapping("/patients/search")
class SearchPage {

    private static final String PAGE = "patient-search";

    private final PatientSearch search;

    SearchPage(PatientSearch search) {
        this.search = search;
    }

    @GetMapping
    String empty(Model page) {
        search.requireOpen();
        return show(page, "Find a patient", SearchForm.EMPTY, Map.of());
    }

    @PostMapping
    String search(@ModelAttribute SearchForm form, Model page, HttpServletResponse response) {
        try {
            var found = search.search(form.asked());
            page.addAttribute("found", found);
            page.addAttribute("heading", heading(found));
            page.addAttribute("alike", alike(found));
            return show(page, heading(found) + ": Find a patient", form, Map.of());
        } catch (InvalidFormException e) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(page, "Problem: Find a patient", form, inWordsOfThePage(e.problems()));
        } catch (SearchUsedUpException e) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            page.addAttribute("wait", e.getMessage());
            return show(page, "Problem: Find a patient", form, Map.of());
        }
    }

    @ExceptionHandler
    String refused(AccessRefusedException e, Model page, HttpServletResponse response) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        page.addAttribute("reason", e.getMessage());
        return "refused";
    }

    private static String show(Model page, String title, SearchForm form, Map<String, String> problems) {
        page.addAttribute("title", title);
        page.addAttribute("form", form);
        page.addAttribute("problems", problems);
        return PAGE;
    }

    private static String heading(Found found) {
        int shown = found.patients().size();
        return switch (shown) {
            case 0 -> "Nobody fits";
            case 1 -> found.nearly() ? "One patient comes near" : "One patient fits";
            default ->
                shown
                        + (found.nearly() ? " patients come near" : " patients fit")
                        + (found.more() > 0 ? ", and more do" : "");
        };
    }

    /** The page asks for the day, the month and the year each in a field of its own. */
    private static Map<String, String> inWordsOfThePage(Map<String, String> problems) {
        var words = new HashMap<>(problems);
        words.computeIfPresent(
                "dateOfBirth",
                (field, sentence) -> sentence.replace(
                        "give it as year-month-day, for example 1984-02-29.",
                        "check day, month and year, for example 29 2 1984."));
        return words;
    }

    /** Tells whether two of those shown could be taken for each other by name and year of birth. */
    private static boolean alike(Found found) {
        return found.patients().stream()
                .filter(line -> line.name() != null)
                .collect(Collectors.groupingBy(SearchPage::atAGlance, Collectors.counting()))
                .values()
                .stream()
                .anyMatch(count -> count > 1);
    }

    private static String atAGlance(Line line) {
        return String.valueOf(line.name()).toLowerCase(Locale.ROOT) + line.yearOfBirth();
    }
}
