package care.handrail.testing;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.JobQuery;

/** Runs the engine's jobs in the test's own thread, because the job executor is off in tests. */
public class DueJobs {

    /** More rounds than this means that a job makes another one due for ever. */
    private static final int MOST_ROUNDS = 100;

    private final ManagementService jobs;

    public DueJobs(ManagementService jobs) {
        this.jobs = jobs;
    }

    /**
     * Runs what is due now in the process instance, and what becomes due by it, until nothing is. The exception of a
     * failing job reaches the test.
     *
     * @return how many jobs ran
     */
    public int runIn(String processInstanceId) {
        return runAll(() -> jobs.createJobQuery().processInstanceId(processInstanceId));
    }

    /** Delivers the messages that are due in the whole clinic, those of other tests included. */
    public void runMessages() {
        jobs.createJobQuery().executable().messages().list().stream()
                .filter(job -> job.getProcessInstanceId() == null)
                .forEach(job -> jobs.executeJob(job.getId()));
    }

    /** Runs whatever is due now in the whole clinic, message jobs of other tests included, until nothing is. */
    public int run() {
        return runAll(jobs::createJobQuery);
    }

    private int runAll(java.util.function.Supplier<JobQuery> query) {
        int ran = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var due = query.get().executable().orderByJobDuedate().asc().list();
            if (due.isEmpty()) {
                return ran;
            }
            for (var job : due) {
                if (jobs.createJobQuery().jobId(job.getId()).executable().count() == 1) {
                    jobs.executeJob(job.getId());
                    ran++;
                }
            }
        }
        throw new AssertionError("jobs go on becoming due; is the clock far ahead of a repeating timer?");
    }
}
