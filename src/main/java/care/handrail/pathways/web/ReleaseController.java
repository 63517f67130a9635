package care.handrail.pathways.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.pathways.Releases;
import care.handrail.pathways.Releases.NoSuchReleaseException;
import care.handrail.pathways.Releases.Release;
import care.handrail.pathways.Releases.Standing;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows which release of the pathways runs, and lets clinical governance adopt the one that waits. */
@RestController
@RequestMapping("/api/pathways/releases")
class ReleaseController {

    private static final Set<Role> READERS = Set.of(Role.GOVERNANCE, Role.PRACTICE_MANAGER, Role.ADMINISTRATOR);

    private final Releases releases;

    ReleaseController(Releases releases) {
        this.releases = releases;
    }

    /** Which release to adopt: the hash of the one that the person looked at. */
    record Adoption(String hash) {}

    /** Returns what runs and what waits. Permission: clinical governance, practice manager, administrator. */
    @GetMapping
    Standing standing() {
        if (CurrentStaff.get().stream()
                .flatMap(person -> person.roles().stream())
                .noneMatch(READERS::contains)) {
            throw new AccessRefusedException(
                    "Only clinical governance, the practice manager and the administrator see the releases.");
        }
        return releases.standing();
    }

    /** Deploys the waiting release. Permission: clinical governance. */
    @PostMapping
    Release adopt(@RequestBody Adoption adoption) {
        return releases.adopt(adoption.hash());
    }

    @ExceptionHandler
    ProblemDetail gone(NoSuchReleaseException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
    }
}
