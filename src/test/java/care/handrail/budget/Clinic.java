package care.handrail.budget;

import care.handrail.access.CurrentStaff;
import care.handrail.episodes.EpisodeSignOffs;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.WorkItems;
import care.handrail.pathways.model.FormModel;
import care.handrail.testing.TestStaff;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The clinic, as its staff use it once they have signed in: by the verbs to which Tasklist's requests come down, in the
 * test's own thread.
 */
final class Clinic extends Place {

    private final Pathways pathways;
    private final WorkItems workItems;
    private final EpisodeSignOffs signOffs;
    private final TransactionTemplate transaction;
    private String episode = "";

    Clinic(ApplicationContext beans) {
        super(beans.getBean(ProcessEngine.class));
        pathways = beans.getBean(Pathways.class);
        workItems = beans.getBean(WorkItems.class);
        signOffs = beans.getBean(EpisodeSignOffs.class);
        transaction = beans.getBean(TransactionTemplate.class);
    }

    @Override
    void start(FormModel form, Map<String, Object> values) {
        as("reception", () -> episode = pathways.submitStart("PatientPathway", values));
    }

    @Override
    void claim(String item, String userId) {
        as(userId, () -> workItems.claim(item));
    }

    @Override
    void open(String item, String userId) {
        as(userId, () -> workItems.open(item));
    }

    @Override
    void complete(String item, String userId, FormModel form, Map<String, Object> values) {
        as(userId, () -> workItems.submit(item, values));
    }

    @Override
    String episode() {
        return episode;
    }

    @Override
    String signOff() {
        return transaction.execute(status -> signOffs.open(episode)).stream()
                .findFirst()
                .orElse(episode);
    }

    private static void as(String userId, Runnable work) {
        var role = Objects.requireNonNull(TestStaff.roles().get(userId), userId);
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        userId, null, AuthorityUtils.createAuthorityList(CurrentStaff.ROLE_PREFIX + role.group())));
        try {
            work.run();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
