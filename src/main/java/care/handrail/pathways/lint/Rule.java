package care.handrail.pathways.lint;

import java.util.Locale;

/** The rules that the models of a release must keep. */
enum Rule {
    /** A file can be read, and is one of the kinds that a release consists of. */
    READABLE_FILE,
    /** The files that declare variables can be read, and declare each once. */
    VARIABLES_FILE,
    /** The file's name is the id of its one process, decision or form. */
    FILE_NAME,
    /** A process or decision says how long its history is kept. */
    HISTORY_TIME_TO_LIVE,
    /** A process has a version tag. */
    VERSION_TAG,
    /** A process names its owner. */
    OWNER,
    /** A process says in one sentence when it is done. */
    DONE_WHEN,
    /** Every element that people see has a label. */
    LABEL,
    /** Ids follow the conventions. */
    ID_CONVENTION,
    /** Nothing in a diagram can run code. */
    NO_CODE,
    /** Expressions stay within the grammar. */
    EXPRESSION,
    /** A service task names one step. */
    STEP,
    /** Every variable that is named is declared. */
    DECLARED_VARIABLE,
    /** Calls, forms and decisions are bound to the release. */
    BINDING,
    /** What is called or shown is part of the release. */
    REFERENCE,
    /** A called process is told the site. */
    SITE,
    /** A decision's answer goes into one variable. */
    DECISION_RESULT,
    /** A user task is in the queue of a role. */
    USER_TASK_QUEUE,
    /** A user task has a form. */
    USER_TASK_FORM,
    /** A user task's due date comes from its service level. */
    USER_TASK_DUE_DATE,
    /** A user task is escalated by the boundary timer, drawn as everywhere. */
    USER_TASK_ESCALATION,
    /** A user task declares its pile. */
    USER_TASK_PILE,
    /** Clinical judgement is in clinicians' queues only. */
    CLINICAL_QUEUE,
    /** The table of service levels answers for the step. */
    SERVICE_LEVEL,
    /** Whoever waits for a message has a deadline beside it. */
    MESSAGE_DEADLINE,
    /** Links have their other end. */
    LINK_PAIR,
    /** A form's fields can be checked on the server, and have a data class. */
    FORM_FIELD,
    /** An operational field fits the variable of its name, and is never free text. */
    OPERATIONAL_FIELD,
    /** A clinical field opens empty. */
    CLINICAL_DEFAULT,
    /** A decision table says how it chooses among its rows. */
    HIT_POLICY,
    /** A decision table is written in FEEL. */
    FEEL_ONLY;

    /** Returns the id as findings show it, for example {@code user-task-queue}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
