package care.handrail.signoffs.store;

import care.handrail.access.Role;
import care.handrail.signoffs.Decision;
import care.handrail.signoffs.SignOffState;
import care.handrail.signoffs.SignOffView;
import care.handrail.signoffs.SignOffView.Signature;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request that something be signed. Refuses what its state does not allow; nothing but a change of the item moves it
 * once it is settled.
 *
 * @param firstSigner who approved first of two; null until then
 * @param hash of what was approved; null until somebody did
 */
public record SignOff(
        String id,
        String kind,
        String itemId,
        String reference,
        String patientId,
        @Nullable String episodeId,
        String site,
        String serviceLine,
        String author,
        Role role,
        @Nullable Instant until,
        String waitingKey,
        SignOffState state,
        @Nullable String firstSigner,
        @Nullable String hash,
        Instant requestedAt,
        @Nullable Instant settledAt,
        @Nullable Instant voidedAt) {

    /** Tells whether four eyes forbid the person to sign words of this hash: the author, and who approved them already. */
    public boolean mayNotSign(String person, String hashNow) {
        return person.equals(author) || person.equals(firstSigner) && hashNow.equals(hash);
    }

    /** Tells whether words of this hash have been approved by everybody who has to. */
    public boolean isSigned(String hashNow) {
        return state == SignOffState.SIGNED && hashNow.equals(hash);
    }

    /**
     * Returns it after a person's decision. The approval of other words than the first one's counts as the first.
     *
     * @param second whether two people have to approve
     */
    public SignOff decided(Decision decision, String person, String hashNow, boolean second, Instant now) {
        requireOpen();
        if (mayNotSign(person, hashNow)) {
            throw new IllegalStateException("Whoever wrote or signed it does not sign it.");
        }
        return switch (decision) {
            case APPROVE ->
                second && !(firstSigner != null && hashNow.equals(hash))
                        ? with(SignOffState.FIRST_SIGNED, person, hashNow, null, null)
                        : with(SignOffState.SIGNED, firstSigner, hashNow, now, null);
            case ASK_FOR_CHANGES -> with(SignOffState.CHANGES_ASKED, firstSigner, hash, now, null);
            case REJECT -> with(SignOffState.REJECTED, firstSigner, hash, now, null);
        };
    }

    /** Returns it after nobody could be found to sign it. */
    public SignOff givenBack(Instant now) {
        requireOpen();
        return with(SignOffState.REJECTED, firstSigner, hash, now, null);
    }

    /** Returns it after whoever asked needs it no more. */
    public SignOff withdrawn(Instant now) {
        requireOpen();
        return with(SignOffState.WITHDRAWN, firstSigner, hash, now, null);
    }

    /** Returns it after the item was changed: what was approved in other words is not approved. */
    public SignOff itemChanged(String hashNow, Instant now) {
        if (hashNow.equals(hash)) {
            return this;
        }
        return switch (state) {
            case FIRST_SIGNED -> with(SignOffState.REQUESTED, null, null, null, null);
            case SIGNED -> with(SignOffState.VOID, firstSigner, hash, settledAt, now);
            case REQUESTED, CHANGES_ASKED, REJECTED, VOID, WITHDRAWN -> this;
        };
    }

    public SignOffView view(List<Signature> signatures) {
        return new SignOffView(
                id,
                kind,
                itemId,
                patientId,
                author,
                role.group(),
                state,
                requestedAt,
                until,
                settledAt,
                voidedAt,
                signatures);
    }

    private void requireOpen() {
        if (!state.isOpen()) {
            throw new IllegalStateException("This sign-off is " + state.code() + ", so nothing more is decided on it.");
        }
    }

    private SignOff with(
            SignOffState after,
            @Nullable String first,
            @Nullable String approved,
            @Nullable Instant settled,
            @Nullable Instant voided) {
        return new SignOff(
                id,
                kind,
                itemId,
                reference,
                patientId,
                episodeId,
                site,
                serviceLine,
                author,
                role,
                until,
                waitingKey,
                after,
                first,
                approved,
                requestedAt,
                settled,
                voided);
    }
}
