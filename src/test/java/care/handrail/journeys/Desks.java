package care.handrail.journeys;

import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import java.util.ArrayList;
import java.util.List;

/** The desks of a journey. A journey that did not arrive leaves what each of them saw in {@code target/screenshots}. */
final class Desks implements AutoCloseable {

    private final Chromium chromium;
    private final String clinic;
    private final List<Desk> desks = new ArrayList<>();
    private boolean arrived;

    Desks(Chromium chromium, Http clinic) {
        this.chromium = chromium;
        this.clinic = clinic.address("").toString();
    }

    /** Sits down one of {@link TestStaff}, who has not signed in yet. */
    Desk of(String who) {
        var desk = new Desk(chromium.newPerson(), clinic, who);
        desks.add(desk);
        return desk;
    }

    /** Says that everything happened that the journey is about. */
    void arrived() {
        arrived = true;
    }

    @Override
    public void close() {
        if (!arrived) {
            desks.forEach(Desk::keepEvidence);
        }
        desks.forEach(Desk::close);
    }
}
