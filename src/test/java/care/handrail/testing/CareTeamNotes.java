package care.handrail.testing;

import care.handrail.access.CareRelationship;
import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Care teams in memory, for tests that need no database; nothing ends by itself. */
public final class CareTeamNotes implements CareTeams {

    public final List<CareRelationship> relationships = new ArrayList<>();

    @Override
    public String begin(
            String patientId,
            String userId,
            Reason reason,
            String source,
            @Nullable String episodeId,
            @Nullable Instant until) {
        var id = "care-" + (relationships.size() + 1);
        relationships.add(new CareRelationship(
                id, patientId, userId, reason, source, episodeId, Instant.EPOCH, until, null, null));
        return id;
    }

    @Override
    public void end(String userId, String source, End why) {
        replace(one -> one.userId().equals(userId) && one.source().equals(source) ? ended(one, why) : one);
    }

    @Override
    public void endAll(String userId, End why) {
        replace(one -> one.userId().equals(userId) ? ended(one, why) : one);
    }

    @Override
    public void endEpisode(String episodeId) {
        replace(one -> episodeId.equals(one.episodeId()) ? ended(one, End.EPISODE_ENDED) : one);
    }

    @Override
    public void reopenEpisode(String episodeId) {
        replace(one -> episodeId.equals(one.episodeId()) && one.end() == End.EPISODE_ENDED ? with(one, null) : one);
    }

    @Override
    public void handOn(String source, String toSource) {
        replace(one -> one.source().equals(source)
                ? new CareRelationship(
                        one.id(),
                        one.patientId(),
                        one.userId(),
                        one.reason(),
                        toSource,
                        one.episodeId(),
                        one.startedAt(),
                        one.endsAt(),
                        one.endedAt(),
                        one.end())
                : one);
    }

    @Override
    public Optional<CareRelationship> current(String userId, String patientId) {
        return relationships.stream()
                .filter(one -> one.userId().equals(userId) && one.patientId().equals(patientId))
                .filter(one -> one.end() == null)
                .findFirst();
    }

    @Override
    public Optional<CareRelationship> from(String source) {
        return relationships.stream().filter(one -> one.source().equals(source)).findFirst();
    }

    @Override
    public List<String> sources(String patientId, Reason reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CareRelationship> of(String userId, int first, int most) {
        return relationships.stream().filter(one -> one.userId().equals(userId)).toList();
    }

    @Override
    public List<CareRelationship> ended(Set<End> why, int first, int most) {
        return relationships.stream()
                .filter(one -> one.end() != null && why.contains(one.end()))
                .toList();
    }

    private void replace(UnaryOperator<CareRelationship> change) {
        relationships.replaceAll(change);
    }

    private static CareRelationship ended(CareRelationship one, End why) {
        return one.end() == null ? with(one, why) : one;
    }

    private static CareRelationship with(CareRelationship one, @Nullable End end) {
        return new CareRelationship(
                one.id(),
                one.patientId(),
                one.userId(),
                one.reason(),
                one.source(),
                one.episodeId(),
                one.startedAt(),
                end == null ? null : Instant.EPOCH,
                end == null ? null : Instant.EPOCH,
                end);
    }
}
