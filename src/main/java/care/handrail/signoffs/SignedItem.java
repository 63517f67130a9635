package care.handrail.signoffs;

import care.handrail.access.DataClass;
import java.util.Map;

/** One kind of thing that is signed; the room that owns such things implements it as a bean. */
public interface SignedItem {

    /** Returns the code of the kind, for example {@code outbound-referral}; at most 64 characters. */
    String kind();

    /**
     * Returns all that a signature under the item means: by data class the label and the text of each part, as it is now.
     * Called in the caller's transaction; who may see it is decided by the caller. The same item must be returned in the
     * same words, whoever asks: a signature is bound to them.
     *
     * @throws IllegalArgumentException when there is no such item
     */
    Map<DataClass, Map<String, String>> shown(String itemId);
}
