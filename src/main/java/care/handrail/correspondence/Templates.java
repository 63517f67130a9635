package care.handrail.correspondence;

import care.handrail.consent.Purposes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** All versions of all templates. What does not keep the rules of its channel is not taken, and nothing starts. */
final class Templates {

    /** Whatever cannot go by the way that was asked for goes by this one, so every template has it. */
    static final String BY_POST = "letter";

    private final List<Template> templates;

    Templates(List<Template> templates, ChannelRules rules, Purposes purposes) {
        this.templates = List.copyOf(templates);
        var seen = new HashSet<String>();
        for (var template : templates) {
            var name = name(template);
            if (!seen.add(name)) {
                throw new IllegalStateException("There are two templates " + name + ".");
            }
            if (find(template.id(), template.version(), BY_POST).isEmpty()) {
                throw new IllegalStateException("The template " + name
                        + " cannot be posted: write the same version for the channel " + BY_POST + ".");
            }
            var purpose = purposes.find(template.purpose())
                    .orElseThrow(() -> new IllegalStateException("The template " + name + " is for the purpose "
                            + template.purpose() + ", which is not there."));
            for (var recipient : template.recipients()) {
                if (!purpose.recipients().contains(recipient)) {
                    throw new IllegalStateException("The template " + name + " goes to " + recipient
                            + ", who is none of the recipients of " + template.purpose() + ".");
                }
                check(template, name, recipient, rules);
            }
        }
    }

    /** Returns the version for the channel. */
    Optional<Template> find(String id, int version, String channel) {
        return templates.stream()
                .filter(template -> template.id().equals(id)
                        && template.version() == version
                        && template.channel().equals(channel))
                .findFirst();
    }

    List<Template> all() {
        return templates;
    }

    private static void check(Template template, String name, String recipient, ChannelRules rules) {
        var rule = rules.find(template.channel(), recipient)
                .orElseThrow(() -> new IllegalStateException("The template " + name + " goes to " + recipient
                        + " by a way by which nothing may go to them."));
        var tooMuch = new TreeSet<>(template.classes());
        tooMuch.removeAll(rule.dataClasses());
        if (!tooMuch.isEmpty()) {
            throw new IllegalStateException("The template " + name + " says to " + recipient + " what is "
                    + String.join(
                            ", ",
                            tooMuch.stream().map(dataClass -> dataClass.code()).toList())
                    + ", and by this channel only " + String.join(", ", rule.classes()) + " may be said.");
        }
        if (rule.longest() > 0 && template.body().length() > rule.longest()) {
            throw new IllegalStateException(
                    "The template " + name + " is longer than " + rule.longest() + " characters.");
        }
    }

    private static String name(Template template) {
        return "%s, version %d (%s)".formatted(template.id(), template.version(), template.channel());
    }
}
