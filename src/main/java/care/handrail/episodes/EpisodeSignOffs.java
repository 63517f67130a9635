package care.handrail.episodes;

import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.LetterStore;
import care.handrail.records.RecordAmended;
import care.handrail.records.Records;
import care.handrail.signoffs.SignOffState;
import care.handrail.signoffs.SignOffView;
import care.handrail.signoffs.SignOffs;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has what a clinician writes in an episode signed by another one, and keeps the sign-off in step with the episode: no
 * signature is asked for that nobody could use, and none holds for words that were corrected since.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class EpisodeSignOffs {

    /** Field of the sign-off's letter that says why it was not signed. */
    static final String NOTE = "signOffNote";

    private static final String CHANGED = "changed";

    private final EpisodeStore episodes;
    private final SignOffs signOffs;
    private final Records records;
    private final LetterStore letters;

    EpisodeSignOffs(EpisodeStore episodes, SignOffs signOffs, Records records, LetterStore letters) {
        this.episodes = episodes;
        this.signOffs = signOffs;
        this.records = records;
        this.letters = letters;
    }

    /**
     * What became of a request.
     *
     * @param signOffId the request that counts now
     * @param outcome {@code approved}, {@code changes-asked}, {@code rejected}, {@code no-answer} when it was taken back for
     *     want of one, {@code changed} when what was asked no longer holds, or {@code undecided}
     */
    public record Answer(String signOffId, String outcome) {}

    /**
     * Asks clinicians to sign the paper as it is now, and returns the sign-off's id. The episode's pathway is told.
     *
     * @param author user id of who wrote it, who never signs
     * @param urgency as a clinician said it; null when nobody did
     */
    public String ask(SignedPaper paper, String episodeId, String author, @Nullable String urgency) {
        var episode = episodes.findById(episodeId).orElseThrow(EpisodeNotFoundException::new);
        return signOffs.request(new SignOffs.Request(
                paper.kind(),
                episodeId,
                episode.reference(),
                episode.patientId(),
                episodeId,
                episode.site(),
                episode.serviceLine(),
                author,
                Role.CLINICIAN,
                "urgent".equals(urgency) ? urgency : null,
                null,
                episodeId));
    }

    /**
     * Looks how it stands, whatever the pathway was told. A request that is still open is taken back, because the pathway
     * waits no longer; unless the pathway was told of an earlier one, which says nothing about this.
     *
     * @param told id of the request that the pathway was told of, or of the one that it gives up waiting for
     */
    public Answer answer(SignedPaper paper, String episodeId, String told) {
        var asked = newest(paper, episodeId).orElseThrow();
        return new Answer(
                asked.id(),
                switch (asked.state()) {
                    case SIGNED -> signOffs.signed(paper.kind(), episodeId) ? "approved" : CHANGED;
                    case CHANGES_ASKED -> "changes-asked";
                    case REJECTED -> "rejected";
                    case VOID, WITHDRAWN -> CHANGED;
                    case REQUESTED, FIRST_SIGNED -> {
                        if (!told.equals(asked.id())) {
                            yield "undecided";
                        }
                        // Somebody may have decided at this very moment.
                        yield signOffs.withdraw(asked.id())
                                ? "no-answer"
                                : answer(paper, episodeId, told).outcome();
                    }
                });
    }

    /** Returns the ids of what is to be signed in the episode now. */
    public List<String> open(String episodeId) {
        return Arrays.stream(SignedPaper.values())
                .flatMap(paper -> newest(paper, episodeId).stream())
                .filter(asked -> asked.state().isOpen())
                .map(SignOffView::id)
                .toList();
    }

    /** Returns what the newest signer wrote of the paper: what one wrote of earlier words is no answer to these. */
    Map<String, Object> note(SignedPaper paper, String patientId, String episodeId) {
        return newest(paper, episodeId)
                .map(asked -> letters.latest(patientId, asked.id(), Set.of(NOTE), Set.of(DataClass.CLINICAL)))
                .orElse(Map.of());
    }

    /** Takes back what is to be signed: the work item goes, and nobody signs what no longer serves. */
    @EventListener
    void on(EpisodeEndedEarly ended) {
        for (var paper : SignedPaper.values()) {
            signOffs.of(paper.kind(), ended.episodeId()).forEach(asked -> signOffs.withdraw(asked.id()));
        }
    }

    /** Tells the pathway, which waits again, that what it waits for was taken back when the episode ended. */
    @EventListener
    void on(EpisodeReopened reopened) {
        // Both databases keep less than the clock says.
        var endedAt = reopened.endedAt().truncatedTo(ChronoUnit.MILLIS);
        for (var paper : SignedPaper.values()) {
            newest(paper, reopened.episodeId())
                    .filter(asked -> asked.state() == SignOffState.WITHDRAWN)
                    .filter(asked ->
                            asked.settledAt() != null && !asked.settledAt().isBefore(endedAt))
                    .ifPresent(asked -> signOffs.tellOutcome(asked.id(), CHANGED, null));
        }
    }

    /** Gives a paper that was corrected back to its author: whoever corrected it might sign their own words otherwise. */
    @EventListener
    void on(RecordAmended amended) {
        for (var paper : SignedPaper.values()) {
            newest(paper, amended.episodeId())
                    .filter(asked -> paper.says(corrected(amended.entryId())))
                    .ifPresent(asked -> {
                        if (signOffs.withdraw(asked.id())) {
                            signOffs.tellOutcome(asked.id(), CHANGED, null);
                        } else {
                            signOffs.changed(paper.kind(), amended.episodeId());
                        }
                    });
        }
    }

    private Set<String> corrected(String entryId) {
        var versions = records.versions(entryId);
        var before = versions.get(versions.size() - 2).values();
        var after = new HashMap<>(versions.get(versions.size() - 1).values());
        after.entrySet().removeAll(before.entrySet());
        return after.keySet();
    }

    private Optional<SignOffView> newest(SignedPaper paper, String episodeId) {
        return signOffs.of(paper.kind(), episodeId).stream().findFirst();
    }
}
