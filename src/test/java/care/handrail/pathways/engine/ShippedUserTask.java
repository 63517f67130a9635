package care.handrail.pathways.engine;

import care.handrail.access.Role;
import care.handrail.pathways.Pile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Every user task of every diagram that ships, with the queues that it can stand in.
 *
 * @param queueVariable variable that names its queue; empty when the diagram does
 */
record ShippedUserTask(String process, String id, Pile pile, Set<Role> queues, String queueVariable) {

    static List<ShippedUserTask> all() {
        var tasks = new ArrayList<ShippedUserTask>();
        for (var diagram : resources("processes/*/*.bpmn")) {
            try (var in = diagram.getInputStream()) {
                var model = Bpmn.readModelFromStream(in);
                for (var task : model.getModelElementsByType(UserTask.class)) {
                    tasks.add(new ShippedUserTask(
                            String.valueOf(diagram.getFilename()),
                            task.getId(),
                            pile(task),
                            queues(task.getCamundaCandidateGroups()),
                            queueVariable(task.getCamundaCandidateGroups())));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return tasks;
    }

    private static Pile pile(UserTask task) {
        return task
                .getExtensionElements()
                .getElementsQuery()
                .filterByType(CamundaProperties.class)
                .singleResult()
                .getCamundaProperties()
                .stream()
                .filter(property -> property.getCamundaName().equals("pile"))
                .flatMap(property -> Pile.ofCode(property.getCamundaValue()).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(task.getId() + " has no pile"));
    }

    private static Set<Role> queues(String candidateGroup) {
        var variable = queueVariable(candidateGroup);
        var codes = variable.isEmpty() ? List.of(candidateGroup) : codes(variable);
        var roles = new LinkedHashSet<Role>();
        for (var code : codes) {
            roles.add(Role.ofGroup(code).orElseThrow(() -> new AssertionError(code + " is no role")));
        }
        return roles;
    }

    private static String queueVariable(String candidateGroup) {
        return candidateGroup.startsWith("${") ? candidateGroup.substring(2, candidateGroup.length() - 1) : "";
    }

    private static List<String> codes(String variable) {
        var yaml = new ObjectMapper(new YAMLFactory());
        for (var file : resources("processes/*/variables.yaml")) {
            try (var in = file.getInputStream()) {
                for (JsonNode declared : yaml.readTree(in).path("variables")) {
                    if (declared.path("name").asText().equals(variable)) {
                        return StreamSupport.stream(declared.path("codes").spliterator(), false)
                                .map(JsonNode::asText)
                                .toList();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new AssertionError(variable + " is not declared");
    }

    private static Resource[] resources(String pattern) {
        try {
            return new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
