package care.handrail.workbench.web;

import care.handrail.pathways.InvalidFormException;
import care.handrail.workbench.WorkItemCards;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tells Tasklist whose the work items of a page are. */
@RestController
@Tag(name = "Work items")
class WorkItemCardsController {

    private final WorkItemCards cards;

    WorkItemCardsController(WorkItemCards cards) {
        this.cards = cards;
    }

    /** The ids of work items. */
    record Asked(@Nullable List<String> workItems) {}

    @Operation(summary = "Say whose work items are", description = """
                    Name and year of birth in words, by the id of the work item; an item that you may not see is absent. \
                    Each patient named is recorded. Permission: for items of own queues and own claims, roles that may see \
                    the minimal identity.""")
    @ApiResponse(responseCode = "200", description = "The words by id.")
    @PostMapping(path = "/api/work-items/cards", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, String> of(@RequestBody Asked asked) {
        var workItems = asked.workItems();
        if (workItems == null) {
            throw new InvalidFormException(Map.of("workItems", "Name the work items by their ids."));
        }
        return cards.of(workItems);
    }
}
