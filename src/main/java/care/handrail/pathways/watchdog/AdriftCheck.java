package care.handrail.pathways.watchdog;

import care.handrail.pathways.Adrift;
import care.handrail.pathways.Watched;
import java.time.Instant;
import java.util.function.Consumer;

/** Asks a room for what is adrift of one of its kinds. */
final class AdriftCheck implements Check {

    private final Watched watched;

    AdriftCheck(Watched watched) {
        this.watched = watched;
    }

    @Override
    public String code() {
        return "adrift:" + watched.kind();
    }

    @Override
    public long look(Instant now, Consumer<Trouble> found) {
        var after = "";
        while (true) {
            var page = watched.adrift(now, after, PAGE);
            page.stream().map(this::trouble).forEach(found);
            if (page.size() < PAGE) {
                return watched.unfinished();
            }
            after = page.get(page.size() - 1).id();
        }
    }

    private Trouble trouble(Adrift one) {
        return new Trouble(
                watched.kind(),
                one.id(),
                one.reason(),
                null,
                one.patientId(),
                one.site(),
                one.serviceLine(),
                null,
                null,
                null);
    }
}
