package care.handrail.budget;

import care.handrail.access.DataClass;
import care.handrail.pathways.model.FormModel;
import care.handrail.shared.Ids;
import care.handrail.testing.CountingDataSource;
import care.handrail.testing.EngineClock;
import care.handrail.testing.paths.Models;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;

/**
 * The same models on an engine with nothing of ours: no authorization, no metrics, and steps that do no more than set the
 * variables with which the diagrams go on.
 */
final class BareEngine extends Place implements AutoCloseable {

    /** How the engine is used. */
    enum Use {
        /** The least that the engine can do at history full; the goal is measured against it. */
        LEAST("full", "its Java API, nobody signed in, the envelope as variables"),
        /** The least that it can do at Handrail's own level of history. */
        LEAST_HISTORY("audit", "its Java API, nobody signed in, the envelope as variables"),
        /** What Tasklist calls for signed-in staff, with the variables that Handrail has. */
        ENVELOPE("full", "Tasklist's calls, staff signed in, the envelope as variables"),
        /** What a clinic without Handrail would have: what is a letter here is process variables in clear there. */
        EVERYTHING("full", "Tasklist's calls, staff signed in, the letter as variables too");

        final String history;
        final String words;

        Use(String history, String words) {
            this.history = history;
            this.words = words;
        }

        private boolean likeTasklist() {
            return this == ENVELOPE || this == EVERYTHING;
        }
    }

    private final Use use;
    private final String pathway;
    private String episode = "";

    BareEngine(DataSource database, Use use) {
        super(engine(database, use));
        this.use = use;
        var deployment = engine.getRepositoryService().createDeployment();
        Models.ofProduct().files().forEach(deployment::addString);
        deployment.deploy();
        pathway = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("PatientPathway")
                .singleResult()
                .getId();
    }

    private static ProcessEngine engine(DataSource database, Use use) {
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName(UUID.randomUUID().toString());
        configuration.setDataSource(new CountingDataSource(database));
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setIdGenerator(new StrongUuidGenerator());
        configuration.setHistory(use.history);
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setTaskMetricsEnabled(false);
        configuration.setBeans(steps());
        return configuration.buildProcessEngine();
    }

    private static Map<Object, Object> steps() {
        JavaDelegate nothing = execution -> {};
        var steps = new HashMap<Object, Object>(Map.of(
                "serviceLevel",
                new InAWeek(),
                "deriveAgeBand",
                sets(Map.of("ageBand", "adult")),
                "findDuplicates",
                sets(Map.of("duplicatesFound", false, "duplicateCount", 0L, "duplicateSearch", "complete")),
                "markReadyForScheduling",
                sets(Map.of("registrationOutcome", "ready")),
                "recordAssessmentStarted",
                nothing,
                "recordTreatmentStarted",
                nothing,
                "recordFollowUpStarted",
                nothing,
                "closeEpisode",
                nothing));
        steps.put("recordPrivacyNotice", nothing);
        steps.put("checkLetterAllowed", sets(Map.of("letterAllowed", true)));
        steps.put("askForApproval", asksForASignature("treatment-plan"));
        steps.put("checkApproval", nothing);
        steps.put("askForSummarySignature", asksForASignature("discharge-summary"));
        steps.put("checkSummarySignature", nothing);
        steps.put("lookForSigner", sets(Map.of("signerAvailable", true)));
        steps.put("recordSignOff", sets(Map.of("signOffOutcome", "approved")));
        steps.put("tellWhoAsked", (JavaDelegate) execution -> execution
                .getProcessEngineServices()
                .getRuntimeService()
                .createMessageCorrelation("SignOffDecided")
                .processInstanceBusinessKey(execution.getProcessBusinessKey())
                .setVariable("signOffOutcome", execution.getVariable("signOffOutcome"))
                .correlate());
        return steps;
    }

    private static JavaDelegate sets(Map<String, Object> variables) {
        return execution -> execution.setVariables(variables);
    }

    private static JavaDelegate asksForASignature(String kind) {
        return execution -> execution
                .getProcessEngineServices()
                .getRuntimeService()
                .startProcessInstanceByKey(
                        "ClinicianSignOff",
                        execution.getProcessBusinessKey(),
                        Map.of(
                                "signOffKind",
                                kind,
                                "signOffRole",
                                "clinician",
                                "site",
                                execution.getVariable("site"),
                                "serviceLine",
                                execution.getVariable("serviceLine")));
    }

    /** Every step is due in a week. */
    public static final class InAWeek {

        public Date due(DelegateExecution execution) {
            return Date.from(EngineClock.now().plus(Duration.ofDays(7)));
        }

        public String repeat(DelegateExecution execution) {
            return "R/P7D";
        }
    }

    @Override
    void start(FormModel form, Map<String, Object> values) {
        episode = Ids.next();
        var variables = variables(form, values);
        variables.putAll(Map.of(
                "patientId", Ids.next(),
                "reference", "K7QM-2XWD",
                "enquiryState", "complete",
                "language", "en"));
        as("reception", () -> {
            if (use.likeTasklist()) {
                engine.getFormService().submitStartForm(pathway, episode, variables);
            } else {
                engine.getRuntimeService().startProcessInstanceById(pathway, episode, variables);
            }
        });
    }

    @Override
    void claim(String item, String userId) {
        as(userId, () -> engine.getTaskService().claim(item, userId));
    }

    @Override
    void open(String item, String userId) {
        as(userId, () -> engine.getFormService().getTaskFormVariables(item));
    }

    @Override
    void complete(String item, String userId, FormModel form, Map<String, Object> values) {
        var variables = variables(form, values);
        as(userId, () -> {
            if (use.likeTasklist()) {
                engine.getFormService().submitTaskForm(item, variables);
            } else {
                engine.getTaskService().complete(item, variables);
            }
        });
    }

    @Override
    String episode() {
        return episode;
    }

    private void as(String userId, Runnable work) {
        if (use.likeTasklist()) {
            engine.getIdentityService().setAuthentication(userId, List.of());
        }
        try {
            work.run();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    /** Returns the answers that become variables; the envelope's days as dates, because a timer waits for one. */
    private Map<String, Object> variables(FormModel form, Map<String, Object> answers) {
        var variables = new HashMap<String, Object>();
        answers.forEach((key, value) -> {
            var field = form.field(key).orElseThrow();
            if (field.dataClass() == DataClass.OPERATIONAL) {
                variables.put(key, field.operationalValue(value, ZoneOffset.UTC));
            } else if (use == Use.EVERYTHING) {
                variables.put(key, value);
            }
        });
        return variables;
    }

    @Override
    public void close() {
        engine.close();
    }
}
