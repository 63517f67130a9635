package care.handrail.pathways.web;

import care.handrail.pathways.Watchdog;
import care.handrail.pathways.Watchdog.Report;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells those who answer for the clinic's running how the watchdog's looks went. */
@RestController
@RequestMapping("/api/watchdog")
@Tag(name = "Watchdog")
class WatchdogController {

    private final Watchdog watchdog;

    WatchdogController(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    @Operation(
            summary = "See what was left behind",
            description = "The watchdog's last looks, what it has found, and the last count of everything, in codes and"
                    + " opaque ids. Permission: practice manager, administrator.")
    @ApiResponse(responseCode = "200", description = "The report; look at `alive` first.")
    @ApiResponse(responseCode = "403", description = "You have another role.")
    @GetMapping
    Report report() {
        return watchdog.report();
    }
}
