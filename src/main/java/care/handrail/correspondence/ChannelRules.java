package care.handrail.correspondence;

import care.handrail.access.DataClass;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What may go by which way to whom, as the governance lead keeps it in {@code correspondence/channels.yaml}. */
final class ChannelRules {

    private static final String FILE = "/correspondence/channels.yaml";

    private final List<Rule> rules;

    private ChannelRules(List<Rule> rules) {
        this.rules = rules;
    }

    /** Reads the file that is shipped. */
    static ChannelRules shipped() {
        try (InputStream in = Objects.requireNonNull(ChannelRules.class.getResourceAsStream(FILE), FILE)) {
            return new ChannelRules(new YAMLMapper().readValue(in, Source.class).rules());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what may go by the channel to the recipient; empty when nothing may. */
    Optional<Rule> find(String channel, String recipient) {
        return rules.stream()
                .filter(rule ->
                        rule.channel().equals(channel) && rule.recipients().contains(recipient))
                .findFirst();
    }

    /** Returns every rule, in the order of the file. */
    List<Rule> all() {
        return rules;
    }

    /**
     * What may go by a channel.
     *
     * @param classes codes of the classes of data
     * @param documents whether documents may go along
     * @param longest how many characters the text may have; 0 for any
     */
    record Rule(String channel, List<String> recipients, List<String> classes, boolean documents, int longest) {

        Set<DataClass> dataClasses() {
            return classes.stream().map(DataClass::named).collect(Collectors.toSet());
        }
    }

    /** The file. */
    record Source(List<Rule> rules) {}
}
