package care.handrail;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.modulith.ApplicationModule;

/**
 * The rules of docs/architecture.md that can be read off the compiled classes, for a house of rooms below any root
 * package, so that the same rules run over the product and over fixtures that break them.
 *
 * @param root package below which every package is a room
 */
record House(String root) {

    /** The rooms from the ground up; a room may use those of the floors below it, and none of its own floor. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("shared"),
            Set.of("audit"),
            Set.of("access"),
            Set.of("pathways"),
            Set.of("records"),
            Set.of("patients"),
            Set.of("consent"),
            Set.of("correspondence"),
            Set.of("signoffs"),
            Set.of("results", "referrals"),
            Set.of("scheduling"),
            Set.of("episodes"),
            Set.of("billing", "incidents", "retention"),
            Set.of("portal", "workbench", "interop", "reporting"),
            Set.of("demo"));

    /** What an event may say besides flags, counts and moments: which thing, and how it ended. */
    private static final String OPAQUE_NAME = "(.*Id|.*Code|id|code|reference|process|queue|outcome)";

    ArchRule everyPackageIsARoom() {
        return classes().that(are(inSomeRoom())).should(meet("lie in a room of the plan", (type, problems) -> {
            if (floor(room(type).orElseThrow()) < 0) {
                problems.add(type.getName() + " lies in no room of the plan");
            }
        }));
    }

    ArchRule callsGoDown() {
        return classes()
                .that(are(inSomeRoom()))
                .should(meet(
                        "use only rooms below their own",
                        (type, problems) -> type.getDirectDependenciesFromSelf().forEach(use -> {
                            var from = room(type).orElseThrow();
                            var to = room(use.getTargetClass().getBaseComponentType());
                            if (to.isPresent() && !to.get().equals(from) && floor(to.get()) >= floor(from)) {
                                problems.add(from + " must not call up to " + to.get() + ": " + use.getDescription());
                            }
                        })))
                .because("calls go down, events go up");
    }

    ArchRule everyRoomListsWhatItMayUse() {
        return classes()
                .that()
                .haveSimpleName("package-info")
                .and(are(inSomeRoom()))
                .should(meet("list the rooms below that they may use", (info, problems) -> {
                    if (!info.getPackageName().equals(root + "." + room(info).orElseThrow())) {
                        return;
                    }
                    var module = info.tryGetAnnotationOfType(ApplicationModule.class.getName());
                    if (module.isEmpty()) {
                        problems.add(info.getPackageName() + " does not say @ApplicationModule");
                        return;
                    }
                    var room = room(info).orElseThrow();
                    for (var used : allowed(module.get())) {
                        if (used.equals(ApplicationModule.OPEN_TOKEN)) {
                            // Nothing is listed, which means everything; only the ground floor cannot misuse that.
                            if (floor(room) > 0) {
                                problems.add(info.getPackageName() + " does not list what it may use");
                            }
                        } else if (floor(used) < 0 || floor(used) >= floor(room)) {
                            problems.add(info.getPackageName() + " allows itself " + used + ", which is not below it");
                        }
                    }
                }))
                .because("each package-info lists what it may use");
    }

    ArchRule everyPackageInfoIsNullMarked() {
        return classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked");
    }

    ArchRule theEngineStaysBehindItsWall() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".pathways..", root + ".workbench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..")
                .because("a successor of the engine must be a mechanical change");
    }

    ArchRule innerPackagesAreNotEnteredFromOutside() {
        return classes()
                .that(are(inSomeRoom()))
                .should(meet(
                        "use only the public face of another room",
                        (type, problems) -> type.getDirectDependenciesFromSelf().forEach(use -> {
                            var target = use.getTargetClass().getBaseComponentType();
                            var to = room(target);
                            if (to.isPresent()
                                    && !to.equals(room(type))
                                    && !to.get().equals("shared")
                                    && !target.getPackageName().equals(root + "." + to.get())) {
                                problems.add("inside of " + to.get() + ": " + use.getDescription());
                            }
                        })));
    }

    ArchRule nobodyUsesTheDemo() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".demo..");
    }

    ArchRule stepsStandInSteps() {
        return classes()
                .that(are(steps()))
                .should()
                .resideInAPackage("..steps..")
                .because("steps/ is what diagrams call")
                .allowEmptyShould(true);
    }

    ArchRule stepsLeaveTheStoreToTheFacade() {
        return noClasses()
                .that()
                .resideInAPackage("..steps..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..store..", "..web..")
                .because("a step is one verb and one façade call")
                .allowEmptyShould(true);
    }

    ArchRule controllersStandInWeb() {
        return classes()
                .that()
                .areMetaAnnotatedWith("org.springframework.stereotype.Controller")
                .should()
                .resideInAPackage("..web..")
                .allowEmptyShould(true);
    }

    ArchRule tablesStandInStore() {
        return classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .or()
                .areAssignableTo("org.springframework.data.repository.Repository")
                .should()
                .resideInAPackage("..store..")
                .allowEmptyShould(true);
    }

    ArchRule theStoreKnowsNoCaller() {
        return noClasses()
                .that()
                .resideInAPackage("..store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..web..", "..steps..")
                .allowEmptyShould(true);
    }

    ArchRule eventsCarryNoPersonalData() {
        return classes()
                .that(are(inSomeRoom()))
                .should(meet("announce only ids, codes, flags, counts and moments", (type, problems) -> {
                    for (var event : eventsOf(type)) {
                        event.getFields().stream()
                                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                                .filter(field -> !isOpaque(field))
                                .forEach(field ->
                                        problems.add("event " + event.getSimpleName() + " carries " + field.getName()
                                                + " of " + field.getRawType().getSimpleName()));
                    }
                }))
                .because("an event carries ids only, never personal data");
    }

    ArchRule nothingRunsBesideTheEngine() {
        var ownScheduling = DescribedPredicate.describe(
                "threads, timers or queues of their own",
                (JavaClass type) -> Set.of(
                                "java.lang.Thread",
                                "java.util.Timer",
                                "java.util.concurrent.Executors",
                                "java.util.concurrent.ExecutorService",
                                "java.util.concurrent.ScheduledExecutorService",
                                "java.util.concurrent.BlockingQueue",
                                "java.util.concurrent.CompletableFuture",
                                "org.springframework.core.task.TaskExecutor",
                                "org.springframework.scheduling.TaskScheduler",
                                "org.springframework.scheduling.annotation.Async",
                                "org.springframework.scheduling.annotation.Scheduled",
                                "org.springframework.transaction.event.TransactionalEventListener",
                                "org.springframework.modulith.events.ApplicationModuleListener")
                        .contains(type.getName()));
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(root + ".audit.seal.SealSchedule")
                .and()
                .doNotHaveFullyQualifiedName(root + ".records.store.KeyWork")
                .and()
                .doNotHaveFullyQualifiedName(root + ".pathways.watchdog.WatchdogSchedule")
                .and()
                .doNotHaveFullyQualifiedName(root + ".correspondence.Returns")
                .should()
                .dependOnClassesThat(ownScheduling)
                .because("the engine's job executor is the worker, and audit is always synchronous; only the trail is"
                        + " sealed beside it, because it tells what was done to the engine, and records are moved to"
                        + " newer keys, because no patient's timer is to wait behind that, and the watchdog watches the"
                        + " engine, which it must not trust; and what comes back of what was sent is fetched, because"
                        + " others do not call us");
    }

    /** Returns the rules by name. */
    List<ArchRule> rules() {
        return List.of(
                everyPackageIsARoom(),
                callsGoDown(),
                everyRoomListsWhatItMayUse(),
                everyPackageInfoIsNullMarked(),
                theEngineStaysBehindItsWall(),
                innerPackagesAreNotEnteredFromOutside(),
                nobodyUsesTheDemo(),
                stepsStandInSteps(),
                stepsLeaveTheStoreToTheFacade(),
                controllersStandInWeb(),
                tablesStandInStore(),
                theStoreKnowsNoCaller(),
                eventsCarryNoPersonalData(),
                nothingRunsBesideTheEngine());
    }

    /** Tells whether a diagram of the first room may call a step of the second. */
    static boolean mayCall(String room, String called) {
        return room.equals(called) || (floor(called) >= 0 && floor(called) < floor(room));
    }

    /** Returns the room that the type lies in; empty for the root package and for other people's code. */
    Optional<String> room(JavaClass type) {
        var name = type.getPackageName();
        if (!name.startsWith(root + ".")) {
            return Optional.empty();
        }
        var below = name.substring(root.length() + 1);
        return Optional.of(below.contains(".") ? below.substring(0, below.indexOf('.')) : below);
    }

    /** Matches what a diagram can call. */
    static DescribedPredicate<JavaClass> steps() {
        return DescribedPredicate.describe(
                "steps",
                type -> !type.isInterface()
                        && type.getAllRawInterfaces().stream()
                                .anyMatch(face -> face.getSimpleName().equals("Step")
                                        && face.getPackageName().endsWith(".pathways")));
    }

    private static int floor(String room) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(room)) {
                return floor;
            }
        }
        return -1;
    }

    private DescribedPredicate<JavaClass> inSomeRoom() {
        return DescribedPredicate.describe("in a room", type -> room(type).isPresent());
    }

    private static List<String> allowed(JavaAnnotation<?> module) {
        var listed = module.get("allowedDependencies").orElse(new String[0]);
        return Arrays.stream((Object[]) listed)
                .map(Object::toString)
                .map(used -> used.contains("::")
                        ? used.substring(0, used.indexOf("::")).trim()
                        : used)
                .toList();
    }

    /** An event is what a listener takes, or a record made where something is published. */
    private List<JavaClass> eventsOf(JavaClass type) {
        var events = new ArrayList<JavaClass>();
        type.getMethods().stream()
                .filter(method -> method.isMetaAnnotatedWith("org.springframework.context.event.EventListener"))
                .forEach(method -> events.addAll(method.getRawParameterTypes()));
        type.getCodeUnits().stream()
                .filter(code -> code.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().equals("publishEvent")))
                .forEach(code -> code.getConstructorCallsFromSelf().stream()
                        .map(call -> call.getTargetOwner())
                        .filter(JavaClass::isRecord)
                        .forEach(events::add));
        return events.stream().filter(event -> room(event).isPresent()).toList();
    }

    private static boolean isOpaque(JavaField field) {
        var type = field.getRawType();
        if (type.getName().equals("java.lang.String")) {
            return field.getName().matches(OPAQUE_NAME);
        }
        return type.isEnum()
                || Set.of("boolean", "int", "long", "java.time.Instant", "java.time.Duration")
                        .contains(type.getName());
    }

    private static ArchCondition<JavaClass> meet(String description, Check check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var problems = new ArrayList<String>();
                check.look(type, problems);
                problems.forEach(problem -> events.add(SimpleConditionEvent.violated(type, problem)));
            }
        };
    }

    private interface Check {
        void look(JavaClass type, List<String> problems);
    }
}
