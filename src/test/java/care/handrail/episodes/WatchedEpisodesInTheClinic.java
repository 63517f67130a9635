package care.handrail.episodes;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.episodes.store.Episode;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.Adrift;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.Watched;
import care.handrail.shared.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** What the watchdog is told of episodes, with the clinic's own tables and models. */
abstract class WatchedEpisodesInTheClinic {

    private static final int ALL = 100_000;

    private static final Map<String, Object> ENVELOPE =
            Map.of("patientId", "patient-1", "site", "north", "serviceLine", "general-practice");

    @Autowired
    @Qualifier("episodesAreWatched")
    private Watched watched;

    @Autowired
    private EpisodeStore episodes;

    @Autowired
    private Pathways pathways;

    @Autowired
    private RuntimeService processes;

    private final String running = Ids.next();
    private final String adrift = Ids.next();
    private final String ended = Ids.next();

    @AfterEach
    void remove() {
        for (var episode : List.of(running, adrift)) {
            processes.createProcessInstanceQuery().processInstanceBusinessKey(episode).list().stream()
                    .map(instance -> instance.getRootProcessInstanceId())
                    .distinct()
                    .forEach(root -> processes.deleteProcessInstance(root, "test"));
        }
        episodes.deleteAllById(List.of(running, adrift, ended));
    }

    @Test
    void tellsOfAnOpenEpisodeWhosePathwayDoesNotRun() {
        var before = watched.tally();
        keep();

        assertThat(watched.adrift(Instant.now(), "", ALL))
                .contains(new Adrift(adrift, "patient-1", "south", "physiotherapy", "not-running"))
                .extracting(Adrift::id)
                .doesNotContain(running, ended);

        var after = watched.tally();
        assertThat(after.created() - before.created()).isEqualTo(3);
        assertThat(after.finished() - before.finished()).isEqualTo(1);
        assertThat(after.open() - before.open()).isEqualTo(1);
        assertThat(after.difference() - before.difference()).isEqualTo(1);
    }

    @Test
    void goesOnAfterTheLastOneThatTheCallerHas() {
        keep();
        assertThat(watched.adrift(Instant.now(), adrift, ALL))
                .extracting(Adrift::id)
                .doesNotContain(adrift);
        assertThat(watched.adrift(Instant.now(), "", 1)).hasSize(1);
    }

    private void keep() {
        for (var id : List.of(running, adrift, ended)) {
            var episode = new Episode(
                    id,
                    Ids.reference(),
                    "patient-1",
                    "PatientPathway",
                    new Episode.Origin("telephone", null, "south", "physiotherapy"),
                    Instant.now());
            if (id.equals(ended)) {
                episode.close(EndReason.values()[0], Instant.now());
            }
            episodes.save(episode);
        }
        pathways.start("PatientPathway", running, ENVELOPE);
        // Somebody was told of late work of it: that does not lead the patient on.
        pathways.start("LateWork", adrift, Map.of("lateRole", "care-coordination", "lateQueue", "clinician"));
    }
}
