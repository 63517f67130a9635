package care.handrail.episodes;

import care.handrail.episodes.store.Episode;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.testing.AuditNotes;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The store of episodes without a database, as far as the room's own rules need it. */
final class EpisodesInMemory {

    static final Instant OPENED = Instant.parse("2026-03-02T09:00:00Z");

    private final Map<String, Episode> episodes = new LinkedHashMap<>();

    /** Origins do not show on an episode, so that the store keeps them beside it. */
    private final Map<String, Episode> bySource = new LinkedHashMap<>();

    /** Returns the store; what these tests do not need is refused. */
    EpisodeStore store() {
        return (EpisodeStore) Proxy.newProxyInstance(
                EpisodeStore.class.getClassLoader(),
                new Class<?>[] {EpisodeStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "lock" -> Optional.ofNullable(episodes.get(arguments[0]));
                    case "withReference" ->
                        episodes.values().stream()
                                .filter(episode -> episode.reference().equals(arguments[0]))
                                .findFirst();
                    case "from" -> Optional.ofNullable(bySource.get(arguments[0] + "/" + arguments[1]));
                    case "saveAndFlush" -> keep((Episode) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Keeps an episode that stands at the status. */
    Episode at(EpisodeStatus status) {
        var episode = new Episode(
                "episode-1",
                "K7QM-2XWD",
                "patient-1",
                "PatientPathway",
                new Episode.Origin("gp", "gp-17", "north", "general-practice"),
                OPENED);
        bySource.put("gp/gp-17", episode);
        if (status != EpisodeStatus.ENQUIRY && status != EpisodeStatus.CLOSED) {
            episode.become(EpisodeStatus.IN_ASSESSMENT, OPENED);
        }
        if (status == EpisodeStatus.CLOSED) {
            episode.close(EndReason.MOVED, OPENED);
        } else {
            episode.become(status, OPENED);
        }
        return keep(episode);
    }

    Map<String, Episode> all() {
        return episodes;
    }

    /** Returns what the room recorded: kind, episode and codes. */
    static List<String> trail(AuditNotes audit) {
        return audit.events.stream()
                .map(event ->
                        event.kind() + " " + event.object() + (event.detail() == null ? "" : " " + event.detail()))
                .toList();
    }

    private Episode keep(Episode episode) {
        episodes.put(episode.getId(), episode);
        return episode;
    }
}
