package care.handrail.testing;

import care.handrail.correspondence.Address;
import care.handrail.correspondence.Carrier;
import care.handrail.correspondence.NotDeliveredException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** E-mail of the clinic under test: not set up, unless a test switches it on. Switch it off again. */
public class EmailSwitch implements Carrier {

    private @Nullable Carrier carrier;

    public void on(Carrier other) {
        carrier = other;
    }

    public void off() {
        carrier = null;
    }

    @Override
    public String channel() {
        return "email";
    }

    @Override
    public boolean isConfigured() {
        return carrier != null;
    }

    @Override
    public boolean reaches(Address address) {
        return Objects.requireNonNull(carrier).reaches(address);
    }

    @Override
    public @Nullable String carry(Outgoing outgoing, LastMoment lastMoment) throws NotDeliveredException {
        return Objects.requireNonNull(carrier).carry(outgoing, lastMoment);
    }
}
