package care.handrail.pathways.engine;

import care.handrail.access.Staff;
import care.handrail.pathways.WorkItems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads work items by the same task query as Tasklist, which shows own queues and own claims only. */
@Component
class EngineWorkItems implements WorkItems {

    private final TaskService tasks;
    private final FormService forms;
    private final NamedParameterJdbcTemplate database;
    private final EngineAuthentication authentication;

    EngineWorkItems(
            TaskService tasks,
            FormService forms,
            NamedParameterJdbcTemplate database,
            EngineAuthentication authentication) {
        this.tasks = tasks;
        this.forms = forms;
        this.database = database;
        this.authentication = authentication;
    }

    @Override
    public List<WorkItem> list(int first, int most) {
        return asStaff(staff -> items(query().orderByTaskPriority()
                .desc()
                .orderByDueDate()
                .asc()
                .orderByTaskId()
                .asc()
                .listPage(first, most)));
    }

    @Override
    public List<WorkItem> ofEpisode(String episodeId) {
        return asStaff(staff -> oldestFirst(query().processInstanceBusinessKey(episodeId)));
    }

    @Override
    public List<WorkItem> mine(String processId) {
        return asStaff(
                staff -> oldestFirst(query().processDefinitionKey(processId).taskAssignee(staff.userId())));
    }

    @Override
    public Optional<WorkItem> find(String id) {
        return asStaff(
                staff -> items(query().taskId(id).listPage(0, 1)).stream().findFirst());
    }

    @Override
    public Map<String, String> patientsOf(Collection<String> ids) {
        if (ids.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException("At most " + MOST_AT_ONCE + " items at once, not " + ids.size() + ".");
        }
        return asStaff(staff -> {
            var visible = ids.isEmpty()
                    ? List.<String>of()
                    : tasks
                            .createTaskQuery()
                            .active()
                            .taskIdIn(ids.toArray(String[]::new))
                            .listPage(0, MOST_AT_ONCE)
                            .stream()
                            .map(Task::getId)
                            .toList();
            return visible.isEmpty() ? Map.of() : patients(visible);
        });
    }

    /** Reads the variable of which the forms take their patient too. */
    private Map<String, String> patients(List<String> taskIds) {
        var patients = new HashMap<String, String>();
        database.query("""
                select t.ID_, v.TEXT_ from ACT_RU_TASK t
                join ACT_RU_VARIABLE v on v.EXECUTION_ID_ = t.PROC_INST_ID_ and v.NAME_ = :name
                where t.ID_ in (:tasks) and v.TEXT_ is not null
                """, Map.of("tasks", taskIds, "name", OpenWorkItem.PATIENT), row -> {
            patients.put(row.getString(1), row.getString(2));
        });
        return patients;
    }

    @Override
    public void claim(String id) {
        asStaff(staff -> {
            tasks.claim(id, staff.userId());
            return id;
        });
    }

    @Override
    public void release(String id) {
        asStaff(staff -> {
            tasks.setAssignee(id, null);
            return id;
        });
    }

    @Override
    public Map<String, Object> open(String id) {
        return asStaff(staff -> new HashMap<>(forms.getTaskFormVariables(id)));
    }

    @Override
    public void submit(String id, Map<String, Object> values) {
        asStaff(staff -> {
            forms.submitTaskForm(id, new HashMap<>(values));
            return id;
        });
    }

    private <T> T asStaff(Function<Staff, T> work) {
        return Refusals.asOurs(() -> authentication.asCurrentStaff(work));
    }

    private TaskQuery query() {
        return tasks.createTaskQuery().active().initializeFormKeys();
    }

    private List<WorkItem> oldestFirst(TaskQuery query) {
        return items(
                query.orderByTaskCreateTime().asc().orderByTaskId().asc().listPage(0, EngineSecurity.LONGEST_LIST));
    }

    private List<WorkItem> items(List<Task> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        var places = places(found.stream().map(Task::getId).toList());
        return found.stream()
                .flatMap(task -> Optional.ofNullable(places.get(task.getId())).stream()
                        .map(place -> new WorkItem(
                                task.getId(),
                                place.processId(),
                                task.getTaskDefinitionKey(),
                                task.getName(),
                                place.episodeId(),
                                task.getCamundaFormRef() == null
                                        ? null
                                        : task.getCamundaFormRef().getKey(),
                                place.queues(),
                                task.getAssignee(),
                                task.getPriority(),
                                task.getDueDate() == null
                                        ? null
                                        : task.getDueDate().toInstant())))
                .toList();
    }

    /** Where a task belongs; its queues are filled row by row. */
    private record Place(String processId, String episodeId, Set<String> queues) {}

    /** One statement for the whole page; the engine's own API asks three times per task, and not everybody may. */
    private Map<String, Place> places(List<String> taskIds) {
        var places = new HashMap<String, Place>();
        database.query("""
                select t.ID_, d.KEY_, e.BUSINESS_KEY_, l.GROUP_ID_
                from ACT_RU_TASK t
                join ACT_RU_EXECUTION e on e.ID_ = t.PROC_INST_ID_
                join ACT_RE_PROCDEF d on d.ID_ = t.PROC_DEF_ID_
                left join ACT_RU_IDENTITYLINK l
                  on l.TASK_ID_ = t.ID_ and l.TYPE_ = 'candidate' and l.GROUP_ID_ is not null
                where t.ID_ in (:tasks)
                """, Map.of("tasks", taskIds), row -> {
            var place = places.computeIfAbsent(row.getString(1), id -> place(row));
            if (row.getString(4) != null) {
                place.queues().add(row.getString(4));
            }
        });
        return places;
    }

    private static Place place(ResultSet row) {
        try {
            return new Place(row.getString(2), row.getString(3), new HashSet<>());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
