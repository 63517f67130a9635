package care.handrail.records.store;

import static care.handrail.access.DataClass.CLINICAL;
import static care.handrail.access.DataClass.CONTACT;
import static care.handrail.access.DataClass.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.records.RecordKeys;
import care.handrail.records.RecordKeys.Use;
import care.handrail.records.Records;
import care.handrail.records.SearchKind;
import care.handrail.shared.StartRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Master keys and patients' keys are changed while the clinic works. */
class RotationTests {

    private static final String A = key(1);
    private static final String B = key(2);
    private static final String C = key(3);

    @Nested
    class OnH2 extends Behaviour {
        @Override
        DataSource database() {
            return onH2();
        }
    }

    @Nested
    class OnPostgres extends Behaviour {
        @Override
        DataSource database() {
            return onPostgres();
        }
    }

    abstract static class Behaviour extends RecordsOnDatabase {

        private final List<AnnotationConfigApplicationContext> nodes = new ArrayList<>();
        private DataSource clinic;
        private Path home;

        @BeforeEach
        void newClinic(@TempDir Path directory) {
            home = directory;
            clinic = database();
        }

        @AfterEach
        void stop() {
            nodes.forEach(AnnotationConfigApplicationContext::close);
            nodes.clear();
            SecurityContextHolder.clearContext();
        }

        @Test
        void threeKeysLiveSideBySideUntilAllIsMovedToTheNewest() {
            var first = people(start(A), 0, 3);
            var second = people(start(B, A), 3, 3);
            var node = start(C, A, B);
            var third = people(node, 6, 3);
            var all = Stream.of(first, second, third).flatMap(List::stream).toList();

            readableAndFound(node, all);
            assertThat(masters(node))
                    .extracting(RecordKeys.Master::use, RecordKeys.Master::patients)
                    .containsExactly(tuple(Use.PRIMARY, 3L), tuple(Use.NEEDED, 3L), tuple(Use.NEEDED, 3L));

            work(node).work();

            readableAndFound(node, all);
            assertThat(masters(node))
                    .extracting(RecordKeys.Master::use, RecordKeys.Master::patients)
                    .containsExactly(tuple(Use.PRIMARY, 9L), tuple(Use.REMOVABLE, 0L), tuple(Use.REMOVABLE, 0L));
            readableAndFound(start(C), all);
            assertThatThrownBy(() -> start(A, B))
                    .hasRootCauseInstanceOf(StartRefusedException.class)
                    .rootCause()
                    .hasMessageContaining("The records of 9 patients hang on the master key " + id(3));
        }

        @Test
        void everythingIsReadWhenTheWorkStopsInTheMiddleAndGoesOnAfterwards() {
            var all = people(start(A), 0, 50);
            var stopped = start(B, A);

            var step = work(stopped).rewrap("");

            assertThat(step.done()).isEqualTo(KeyWork.PATIENTS);
            assertThat(masters(stopped)).extracting(RecordKeys.Master::patients).containsExactly(20L, 30L);
            readableAndFound(stopped, all);
            var other = start(B, A);
            readableAndFound(other, all);
            work(other).work();
            readableAndFound(start(B), all);
        }

        @Test
        void aCrashLosesTheStepAndNothingElse() {
            var all = people(start(A), 0, 5);
            var node = start(B, A);

            transaction(node).executeWithoutResult(status -> {
                work(node).rewrap("");
                status.setRollbackOnly();
            });

            assertThat(masters(node)).extracting(RecordKeys.Master::patients).containsExactly(0L, 5L);
            readableAndFound(node, all);
        }

        @Test
        void twoNodesShareTheWork() throws Exception {
            var all = people(start(A), 0, 100);
            var one = start(B, A);
            var other = start(B, A);
            var threads = Executors.newFixedThreadPool(2);
            try {
                Callable<Integer> ones = () -> rewrapAll(one);
                Callable<Integer> others = () -> rewrapAll(other);
                int moved = 0;
                for (var done : threads.invokeAll(List.of(ones, others))) {
                    moved += done.get();
                }
                moved += rewrapAll(one);
                assertThat(moved).as("nobody is moved twice").isEqualTo(100);
            } finally {
                threads.shutdownNow();
            }
            readableAndFound(start(B), all);
        }

        @Test
        void nodesWhosePrimaryKeysDifferFindWhatTheOtherWrote() {
            var before = start(A, B);
            var after = start(B, A);
            var all = new ArrayList<>(people(before, 0, 2));
            all.addAll(people(after, 2, 2));
            readableAndFound(before, all);
            readableAndFound(after, all);

            work(after).work();
            var known = all.get(0);
            write(before, known, 9);
            work(after).work();

            assertThat(records(start(B)).findPatients(SearchKind.PHONE, phone(9)))
                    .containsExactly(known.patientId());
        }

        @Test
        void aValueThatWasAmendedFindsNobodyAfterwardsEither() {
            var before = start(A);
            var person = people(before, 0, 1).get(0);
            var contact =
                    records(before).entries(person.episodeId(), Set.of(CONTACT)).get(0);
            records(before).amend(contact.id(), 1, Map.of("phone", phone(7)), "Typing error", "reception");

            work(start(B, A)).work();

            var node = start(B);
            assertThat(records(node).findPatients(SearchKind.PHONE, phone(0))).isEmpty();
            assertThat(records(node).findPatients(SearchKind.PHONE, phone(7))).containsExactly(person.patientId());
        }

        @Test
        void aPatientWhoCannotBeReadIsPassedOverAndStaysUnderTheFormerKey() {
            var all = people(start(A), 0, 3);
            var broken = all.get(1).patientId();
            var node = start(B, A);
            jdbc(node).update("update RECORD_KEY set WRAPPED_KEY = ? where PATIENT_ID = ?", new byte[60], broken);

            work(node).work();

            assertThat(masters(node)).extracting(RecordKeys.Master::patients).containsExactly(2L, 1L);
            readableAndFound(node, List.of(all.get(0), all.get(2)));
        }

        @Test
        void aFingerprintOfAnEarlierKeyIsKnownWhileTheKeyIsGiven() {
            var kept = records(start(A)).fingerprints("surname 5 Nkemi").get(0);

            assertThat(records(start(B, A)).fingerprints("surname 5 Nkemi"))
                    .containsExactly(
                            records(start(B)).fingerprints("surname 5 Nkemi").get(0), kept);
            assertThat(records(start(B)).fingerprints("surname 5 Nkemi")).doesNotContain(kept);
        }

        @Test
        void whatIsRecordedIsEncryptedAnewUnderANewKeyInSmallSteps() {
            var node = start(A);
            var person = people(node, 0, 1).get(0);
            for (int i = 0; i < KeyWork.ROWS; i++) {
                write(node, person, 0);
            }
            var noted =
                    records(node).entries(person.episodeId(), Set.of(CLINICAL)).get(0);
            records(node).amend(noted.id(), 1, Map.of("findings", "right knee"), "Wrong side", "clinician");
            letters(node).saveDraft(person, Map.of("notes", "half"), "reception");
            var former = keyIds(node);
            var content = contents(node);

            as(Role.ADMINISTRATOR, () -> node.getBean(RecordKeys.class).renew(person.patientId()));
            work(node).renew("");
            assertThat(work(node).rewrite("").done()).as("not all at once").isZero();

            assertThat(keyIds(node)).hasSize(2);
            complete(node, person, noted.id());
            complete(start(A), person, noted.id());

            work(node).work();

            assertThat(keyIds(node)).hasSize(1).doesNotContainAnyElementsOf(former);
            assertThat(contents(node)).hasSameSizeAs(content).doesNotContainAnyElementsOf(content);
            complete(node, person, noted.id());
            complete(start(A), person, noted.id());
        }

        @Test
        void aNodeThatHoldsARemovedKeyInMemoryKeepsNothingUnderItAndKnowsTheNewOneAtTheNextTry() {
            var late = start(A);
            var person = people(late, 0, 1).get(0);
            var node = start(A);
            as(Role.ADMINISTRATOR, () -> node.getBean(RecordKeys.class).renew(null));
            work(node).work();

            assertThatThrownBy(() -> write(late, person, 5)).isInstanceOf(DataIntegrityViolationException.class);
            write(late, person, 5);

            assertThat(letters(node).latest(person.patientId(), person.episodeId(), Set.of("phone"), LETTER))
                    .containsEntry("phone", phone(5));
        }

        @Test
        void onlyAnAdministratorAsksForNewKeysAndOnlyTheyAndComplianceSeeHowFarItIs() {
            var keys = start(A).getBean(RecordKeys.class);
            for (var role : Role.values()) {
                if (role != Role.ADMINISTRATOR) {
                    assertThatThrownBy(() -> as(role, () -> keys.renew(null))).hasMessageContaining("does not open");
                }
                if (role != Role.ADMINISTRATOR && role != Role.COMPLIANCE) {
                    assertThatThrownBy(() -> as(role, keys::progress)).hasMessageContaining("does not open");
                }
            }
        }

        private void complete(AnnotationConfigApplicationContext node, LetterKey person, String amended) {
            assertThat(records(node).entries(person.episodeId(), LETTER)).hasSize(3 * (KeyWork.ROWS + 1));
            assertThat(records(node).versions(amended)).last().satisfies(version -> {
                assertThat(version.values()).containsEntry("findings", "right knee");
                assertThat(version.reason()).isEqualTo("Wrong side");
            });
            assertThat(letters(node).draft(person, "reception")).containsEntry("notes", "half");
            readableAndFound(node, List.of(person));
        }

        private AnnotationConfigApplicationContext start(String primary, String... others) {
            var node = node(
                    clinic,
                    audit,
                    "handrail.home=" + home,
                    "HANDRAIL_MASTER_KEY=" + primary,
                    "HANDRAIL_OTHER_MASTER_KEYS=" + String.join(",", others));
            nodes.add(node);
            return node;
        }

        private static List<LetterKey> people(AnnotationConfigApplicationContext node, int from, int count) {
            return IntStream.range(from, from + count)
                    .mapToObj(i -> {
                        var person = newLetter();
                        write(node, person, i);
                        return person;
                    })
                    .toList();
        }

        private static void write(AnnotationConfigApplicationContext node, LetterKey person, int number) {
            letters(node)
                    .write(
                            later(person),
                            Map.of(
                                    IDENTITY,
                                    Map.of("surname", "Quillfeather", "givenName", "Zebedee"),
                                    CONTACT,
                                    Map.of("phone", phone(number)),
                                    CLINICAL,
                                    Map.of("findings", "left knee")),
                            "reception");
        }

        /** Asserts that everybody is read in full, and found by telephone number and by name. */
        private static void readableAndFound(AnnotationConfigApplicationContext node, List<LetterKey> people) {
            for (var person : people) {
                var identity = records(node).identityOf(person.patientId());
                assertThat(identity).containsEntry("surname", "Quillfeather").containsKey("phone");
                assertThat(records(node).findPatients(SearchKind.PHONE, String.valueOf(identity.get("phone"))))
                        .contains(person.patientId());
                assertThat(records(node).findPatients(identity, false, Records.MAX_FOUND))
                        .contains(person.patientId());
            }
            assertThat(records(node)
                            .candidates(
                                    Map.of("surname", "Quillfeather", "givenName", "Zebedee"),
                                    Set.of(SearchKind.NAME),
                                    Records.MAX_FOUND))
                    .containsAll(people.stream().map(LetterKey::patientId).toList());
        }

        private static int rewrapAll(AnnotationConfigApplicationContext node) {
            int done = 0;
            for (var step = work(node).rewrap("");
                    step.next() != null;
                    step = work(node).rewrap(step.next())) {
                done += step.done();
            }
            return done;
        }

        private static List<RecordKeys.Master> masters(AnnotationConfigApplicationContext node) {
            return as(
                    Role.COMPLIANCE,
                    () -> node.getBean(RecordKeys.class).progress().masterKeys());
        }

        private static <T> T as(Role role, Supplier<T> act) {
            SecurityContextHolder.getContext()
                    .setAuthentication(new UsernamePasswordAuthenticationToken(
                            "somebody",
                            null,
                            AuthorityUtils.createAuthorityList(CurrentStaff.ROLE_PREFIX + role.group())));
            try {
                return act.get();
            } finally {
                SecurityContextHolder.clearContext();
            }
        }

        private static List<String> keyIds(AnnotationConfigApplicationContext node) {
            return jdbc(node).queryForList("select KEY_ID from RECORD_KEY", String.class);
        }

        private static List<String> contents(AnnotationConfigApplicationContext node) {
            return Stream.of("RECORD_ENTRY", "RECORD_DRAFT")
                    .flatMap(table -> jdbc(node).queryForList("select CONTENT from " + table, byte[].class).stream())
                    .map(Base64.getEncoder()::encodeToString)
                    .toList();
        }

        private static JdbcTemplate jdbc(AnnotationConfigApplicationContext node) {
            return node.getBean(JdbcTemplate.class);
        }

        private static TransactionTemplate transaction(AnnotationConfigApplicationContext node) {
            return new TransactionTemplate(node.getBean(PlatformTransactionManager.class));
        }

        private static KeyWork work(AnnotationConfigApplicationContext node) {
            return node.getBean(KeyWork.class);
        }

        private static Records records(AnnotationConfigApplicationContext node) {
            return node.getBean(Records.class);
        }

        private static LetterStore letters(AnnotationConfigApplicationContext node) {
            return node.getBean(LetterStore.class);
        }
    }

    private static String phone(int number) {
        return "0770090%04d".formatted(number);
    }

    private static String key(int value) {
        var bytes = new byte[MasterKey.BYTES];
        Arrays.fill(bytes, (byte) value);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String id(int value) {
        return new MasterKey(Base64.getDecoder().decode(key(value))).id();
    }
}
