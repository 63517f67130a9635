package care.handrail.pathways.engine;

import care.handrail.access.CareTeams;
import care.handrail.access.Permissions;
import care.handrail.audit.Audit;
import care.handrail.pathways.CompletionRule;
import care.handrail.pathways.FieldRule;
import care.handrail.pathways.LetterSource;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.PathwayStarts;
import care.handrail.pathways.Step;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the engine asks of the rooms. Asked when it is needed, because the rooms are built on top of the engine.
 *
 * @param steps finds a step by the name under which diagrams call it
 * @param fieldRules rules about values wherever they stand
 * @param letterSources who supplies values that were never stored
 * @param starts who opens what a start form is about
 * @param completionRules who says that a step cannot be completed yet
 * @param clock the clinic's time and zone
 */
public record EngineParts(
        Function<String, Optional<Step>> steps,
        Supplier<ServiceLevelExpressions> serviceLevel,
        Supplier<LetterStore> letters,
        Supplier<Audit> audit,
        Supplier<Permissions> permissions,
        Supplier<CareTeams> careTeams,
        Supplier<List<FieldRule>> fieldRules,
        Supplier<List<LetterSource>> letterSources,
        Supplier<List<PathwayStarts>> starts,
        Supplier<List<CompletionRule>> completionRules,
        Clock clock) {}
