package care.handrail.patients.matching;

import java.util.Arrays;
import java.util.function.BiPredicate;

/**
 * Pairs words so that as many as possible have a partner. Taking the first partner that fits would give a number that
 * depends on the order of the words and of the two texts.
 *
 * <p>Source: the augmenting paths of Kuhn ("The Hungarian Method", 1955).
 */
final class WordPairs {

    private static final int FREE = -1;

    private final String[] words;
    private final String[] others;
    private final BiPredicate<String, String> fit;
    private final int[] partners;

    private WordPairs(String[] words, String[] others, BiPredicate<String, String> fit) {
        this.words = words;
        this.others = others;
        this.fit = fit;
        this.partners = new int[others.length];
        Arrays.fill(partners, FREE);
    }

    /** Returns the most pairs that can be made, each of two words that fit, each word in one pair at most. */
    static int most(String[] words, String[] others, BiPredicate<String, String> fit) {
        var pairs = new WordPairs(words, others, fit);
        int most = 0;
        for (int word = 0; word < words.length; word++) {
            most += pairs.finds(word, new boolean[others.length]) ? 1 : 0;
        }
        return most;
    }

    /** Finds a partner for the word, where need be by giving another word's partner a new one. */
    private boolean finds(int word, boolean[] tried) {
        for (int other = 0; other < others.length; other++) {
            if (!tried[other] && fit.test(words[word], others[other])) {
                tried[other] = true;
                if (partners[other] == FREE || finds(partners[other], tried)) {
                    partners[other] = word;
                    return true;
                }
            }
        }
        return false;
    }
}
