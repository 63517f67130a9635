package care.handrail.pathways.web;

import care.handrail.pathways.WorkItemDrafts;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keeps half-filled forms on the server, where Tasklist would keep them in the browser. */
@RestController
@RequestMapping("/api/work-items/{id}/draft")
class WorkItemDraftController {

    private final WorkItemDrafts drafts;

    WorkItemDraftController(WorkItemDrafts drafts) {
        this.drafts = drafts;
    }

    /** Keeps the form's values as they are. Permission: whoever claimed the work item. */
    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void save(@PathVariable String id, @RequestBody Map<String, Object> values) {
        drafts.save(id, values);
    }

    /** Returns the person's draft; empty when there is none. Permission: whoever claimed the work item. */
    @GetMapping
    ResponseEntity<Map<String, Object>> read(@PathVariable String id) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(drafts.read(id));
    }
}
