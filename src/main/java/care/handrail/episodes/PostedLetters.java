package care.handrail.episodes;

import care.handrail.consent.ConsentWithdrawn;
import care.handrail.consent.Consents;
import care.handrail.consent.Use;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.Pathways;
import care.handrail.patients.Patients;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether the letter of an episode may be posted. Question and withdrawal lock the episode, so that no letter slips
 * through between the two.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class PostedLetters {

    private static final Use BY_POST = new Use("direct-care", "patient", "letter");

    private final EpisodeStore episodes;
    private final Patients patients;
    private final Consents consents;
    private final Pathways pathways;

    PostedLetters(EpisodeStore episodes, Patients patients, Consents consents, Pathways pathways) {
        this.episodes = episodes;
        this.patients = patients;
        this.consents = consents;
        this.pathways = pathways;
    }

    /** Tells whether a letter may go to the patient by post now. No is audited. */
    public boolean mayBePosted(String episodeId) {
        var episode = episodes.lock(episodeId).orElseThrow(EpisodeNotFoundException::new);
        return consents.ask(episode.patientId(), BY_POST).allowed();
    }

    /** Takes a letter that waits to be posted back to that question; the diagram decides what becomes of it. */
    @EventListener
    void on(ConsentWithdrawn withdrawn) {
        if (withdrawn.purposeCode().equals(BY_POST.purpose())) {
            for (var episode : episodes.lockRunningOf(patients.samePerson(withdrawn.patientId()))) {
                pathways.correlate("ConsentWithdrawn", episode.getId(), Map.of());
            }
        }
    }
}
