package care.handrail.episodes.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** How enquiries come in over the web, on whichever database the subclass runs. */
abstract class EnquiryApi {

    private static final String HEADER = "sourceReference,givenName,surname,dateOfBirth,postcode";

    @Autowired
    private Http http;

    @Autowired
    private JdbcTemplate rows;

    /** Makes the references of each test its own, because the database is shared. */
    private final String mine = UUID.randomUUID().toString().substring(0, 8) + "-";

    @Test
    void startsThePathwayOfAnEnquiry() {
        var answer = post(enquiry("1")).expect(201);

        var reference = answer.json().get("reference").asText();
        assertThat(answer.header("Location")).isEqualTo("/api/episodes/" + reference);
        var episode = http.as("reception")
                .get("/api/episodes/" + reference)
                .expect(200)
                .json();
        assertThat(episode.get("status").asText()).isEqualTo("enquiry");
        assertThat(episode.get("pathway").asText()).isEqualTo("PatientPathway");
        assertThat(episode.get("openSteps").findValuesAsText("step")).containsExactly("Task_ReviewEnquiry");
        assertThat(episode.get("openSteps").findValuesAsText("queue")).containsExactly("reception");
        assertThat(episode.get("envelope").get("enquiryState").asText()).isEqualTo("complete");
    }

    @Test
    void startsThePathwayThatIsNamed() {
        var enquiry = enquiry("1");
        enquiry.put("pathway", "PhysiotherapyPathway");

        assertThat(post(enquiry).expect(201).json().get("pathway").asText()).isEqualTo("PhysiotherapyPathway");
    }

    @Test
    void answersARepeatedEnquiryWithTheFirstOne() {
        var first = post(enquiry("1")).expect(201);
        var again = post(enquiry("1")).expect(200);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(episodes()).isEqualTo(1);
    }

    @Test
    void refusesAnotherEnquiryUnderTheSameReference() {
        var reference = post(enquiry("1")).expect(201).json().get("reference").asText();
        var other = enquiry("1");
        other.put("surname", "Else");

        var problem = problem(post(other).expect(409));
        assertThat(problem.get("detail").asText()).contains(reference).contains("Nothing was changed");
        assertThat(episodes()).isEqualTo(1);
    }

    @Test
    void opensOneEpisodeWhenTheSameEnquiryComesTwiceAtOnce() throws Exception {
        var start = new CyclicBarrier(4);
        var senders = Executors.newFixedThreadPool(4);
        try {
            var answers = new ArrayList<Future<Answer>>();
            for (int i = 0; i < 4; i++) {
                answers.add(senders.submit(() -> {
                    start.await();
                    return post(enquiry("1"));
                }));
            }
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
        } finally {
            senders.shutdown();
        }
        assertThat(episodes()).isEqualTo(1);
    }

    @Test
    void saysOneSentenceForEachFieldThatIsWrong() {
        var enquiry = enquiry("1");
        enquiry.remove("surname");
        enquiry.remove("postcode");

        var fields = problem(post(enquiry).expect(400)).get("fields");
        assertThat(fields.get("surname").asText())
                .isEqualTo("Give the surname, or a hyphen if the person has only one name, or say that the enquiry is"
                        + " incomplete.");
        assertThat(fields.get("phone").asText()).contains("telephone number");
        assertThat(episodes()).isZero();
    }

    @Test
    void validatesAsTheFormDoes() {
        var enquiry = enquiry("1");
        enquiry.put("nhsNumber", "9990000000");
        enquiry.put("dateOfBirth", "1899-12-31");
        enquiry.put("serviceLine", "palmistry");
        enquiry.put("favouriteColour", "blue");

        var fields = problem(post(enquiry).expect(400)).get("fields");
        assertThat(names(fields)).contains("nhsNumber", "dateOfBirth", "serviceLine", "favouriteColour");
        assertThat(fields.toString()).doesNotContain("9990000000").doesNotContain("palmistry");
    }

    @Test
    void refusesADateOfBirthInTheFuture() {
        var enquiry = enquiry("1");
        enquiry.put("dateOfBirth", "2199-01-01");

        assertThat(problem(post(enquiry).expect(400))
                        .get("fields")
                        .get("dateOfBirth")
                        .asText())
                .contains("in the future");
    }

    @Test
    void takesAnIncompleteEnquiryWhenTheSenderSaysSo() {
        var reference = post(Map.of(
                        "source", "relative",
                        "sourceReference", mine + "1",
                        "site", "north",
                        "serviceLine", "home-care",
                        "enquiryState", "incomplete",
                        "incompleteReason", "missing-surname"))
                .expect(201)
                .json()
                .get("reference")
                .asText();

        assertThat(openSteps(reference)).containsExactly("Task_CompleteEnquiry");
    }

    @Test
    void asksForARole() {
        for (var person : List.of("clinician", "manager", "admin", "billing")) {
            var problem =
                    problem(http.as(person).post("/api/enquiries", enquiry("1")).expect(403));
            assertThat(problem.get("detail").asText()).contains("reception or care coordination");
        }
        assertThat(http.asNobody().post("/api/enquiries", enquiry("1")).status())
                .isIn(401, 403);
        assertThat(episodes()).isZero();
    }

    @Test
    void refusesWhatIsNoJsonObject() {
        for (var body : List.of("", "[]", "{\"surname\":", "{\"surname\":\"a\",\"surname\":\"b\"}", "\"a\"", "null")) {
            var problem = problem(post(body).expect(400));
            assertThat(problem.get("detail").asText()).isNotBlank();
        }
        var problem = problem(post("{\"surname\": {\"of\": \"x\"}}").expect(400));
        assertThat(problem.get("detail").asText()).contains("one value");
    }

    @Test
    void refusesANoteOfTenMegabytesWithASentence() {
        var enquiry = enquiry("1");
        enquiry.put("enquiryText", "n".repeat(10 * 1024 * 1024));
        assertThat(problem(post(enquiry).expect(413)).get("detail").asText()).contains("10 MB");

        enquiry.put("enquiryText", "n".repeat(9 * 1024 * 1024));
        assertThat(problem(post(enquiry).expect(400))
                        .get("fields")
                        .get("enquiryText")
                        .asText())
                .isNotBlank();
        assertThat(episodes()).isZero();
    }

    @Test
    void tellsWhatBecameOfEachRow() {
        var report = imported("""
                %1$sa,Ann,Lee,1984-02-29,N1
                %1$sb,,Lee,1984-02-29,N1
                %1$sc,Ann,Lee,19371233,N1
                not a reference,Ann,Lee,1984-02-29,N1
                ,Ann,Lee,1984-02-29,N1
                %1$sd,Ann,Lee
                %1$sa,Ann,Lee,1984-02-29,N1
                %1$sa,Someone,Else,1984-02-29,N1
                """);

        assertThat(report.get("rows").findValuesAsText("outcome"))
                .containsExactly(
                        "accepted", "held", "held", "refused", "refused", "refused", "already-there", "refused");
        assertThat(report.get("rows"))
                .extracting(row -> row.get("row").asInt())
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(report.get("rows").findValuesAsText("reason"))
                .containsExactly("missing-given-name", "impossible-date");
        assertThat(names(report.get("rows").get(1).get("problems"))).containsExactly("givenName");
        assertThat(report.get("rows").get(2).get("problems").get("dateOfBirth").asText())
                .contains("not a day of the calendar");
        assertThat(List.of(
                        report.get("accepted").asInt(),
                        report.get("held").asInt(),
                        report.get("already-there").asInt(),
                        report.get("refused").asInt()))
                .containsExactly(1, 2, 1, 4);
        for (var row : report.get("rows")) {
            assertThat(row.has("problems"))
                    .isEqualTo(List.of("refused", "held")
                            .contains(row.get("outcome").asText()));
            row.path("problems")
                    .forEach(sentence -> assertThat(sentence.asText()).endsWith("."));
        }
        assertThat(episodes()).isEqualTo(3);
    }

    @Test
    void doublesNothingWhenAFileComesTwice() {
        var file = mine + "a,Ann,Lee,1984-02-29,N1\n" + mine + "b,,Lee,,N1\n";
        var first = imported(file);
        var second = imported(file);

        assertThat(second.get("rows").findValuesAsText("outcome")).containsExactly("already-there", "already-there");
        assertThat(second.get("rows").findValuesAsText("reference"))
                .isEqualTo(first.get("rows").findValuesAsText("reference"));
        assertThat(episodes()).isEqualTo(2);
    }

    @Test
    void makesAHeldRowWorkForReceptionWithAllThatWasTyped() {
        var reference = imported(mine + "a,Ludwig,Ångström,31/12/1937,N1\n")
                .get("rows")
                .get(0)
                .get("reference")
                .asText();

        assertThat(openSteps(reference)).containsExactly("Task_CompleteEnquiry");
        var shown = opened(reference);
        assertThat(value(shown, "givenAsTyped")).isEqualTo("dateOfBirth: 31/12/1937");
        assertThat(value(shown, "surname")).isEqualTo("Ångström");
    }

    @Test
    void holdsARowWhoseValuesTheFormRefuses() {
        var answer = importFile(
                "text/csv",
                (HEADER + ",phone,language\n" + mine + "a,Ann,Lee,1984-02-29,N1,ask the daughter,elvish\n")
                        .getBytes(UTF_8),
                Map.of());

        var row = answer.expect(200).json().get("rows").get(0);
        assertThat(row.get("outcome").asText()).isEqualTo("held");
        assertThat(row.get("reason").asText()).isEqualTo("unreadable-value");
        assertThat(value(opened(row.get("reference").asText()), "givenAsTyped"))
                .contains("phone: ask the daughter")
                .contains("language: elvish");
    }

    @Test
    void keepsEveryCharacterOfAName() {
        var names = Map.of(
                "a", "👩🏽‍⚕️ Zoë",
                "b", "محمد‏",
                "c", "בן־דוד",
                "d", "O'Brien; drop table",
                "e", "\"Zo\"",
                "f", "Zoe\u0308",
                "g", "Ọlájídé",
                "h", "O",
                "i", "-");
        var file = new StringBuilder();
        names.forEach((key, name) -> file.append(mine)
                .append(key)
                .append(",\"")
                .append(name.replace("\"", "\"\""))
                .append("\",Lee,1984-02-29,N1\n"));

        for (var row : imported(file.toString()).get("rows")) {
            var key = row.get("sourceReference").asText().substring(mine.length());
            assertThat(value(opened(row.get("reference").asText()), "givenName"))
                    .isEqualTo(names.get(key));
        }
    }

    @Test
    void readsWhatASpreadsheetWritesWithSemicolonsAndEmptyRows() {
        var file = "\uFEFF" + HEADER.replace(',', ';') + ";enquiryText\r\n;;;;;\r\n" + mine
                + "a;Ann;Lee;1984-02-29;N1;\"Knee, left;\nsince \"\"May\"\"\"\r\n;;;;;\r\n";

        var rows = importFile("text/csv", file.getBytes(UTF_8), Map.of())
                .expect(200)
                .json()
                .get("rows");

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("row").asInt()).isEqualTo(3);
        assertThat(rows.get(0).get("outcome").asText()).isEqualTo("accepted");
    }

    @Test
    void answersAFileWithoutRowsWithNoRows() {
        var report = imported("");

        assertThat(report.get("rows")).isEmpty();
        assertThat(report.get("accepted").asInt() + report.get("refused").asInt())
                .isZero();
    }

    @Test
    void goesOnOverTenThousandBadRows() {
        var file = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            file.append(",Ann,Lee,1984-02-29,N1\n");
        }
        file.append(mine).append("a,Ann,Lee,1984-02-29,N1\n");

        var report = imported(file.toString());

        assertThat(report.get("rows")).hasSize(10_001);
        assertThat(report.get("rows").get(10_000).get("row").asInt()).isEqualTo(10_002);
        assertThat(report.get("refused").asInt()).isEqualTo(10_000);
        assertThat(report.get("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void sendsALineForEachRowToWhoWantsToWatch() {
        var answer = importFile(
                "text/csv",
                (HEADER + "\n" + mine + "a,Ann,Lee,1984-02-29,N1\n" + mine + "b,Bo,Lee,1984-02-29,N1\n")
                        .getBytes(UTF_8),
                Map.of("Accept", "application/x-ndjson"));

        assertThat(answer.expect(200).header("Content-Type")).startsWith("application/x-ndjson");
        var lines = answer.body().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("{\"row\":2,").contains("\"outcome\":\"accepted\"");
        assertThat(lines.get(2)).isEqualTo("{\"accepted\":2,\"held\":0,\"already-there\":0,\"refused\":0}");
    }

    @Test
    void keepsNothingOfAFileThatCannotBeRead() {
        var row = mine + "a,Zoë,Lee,1984-02-29,N1\n";
        var problems = Map.of(
                importFile("text/csv", (HEADER + "\n" + row).getBytes(ISO_8859_1), Map.of()), "not UTF-8",
                importFile("text/csv", new byte[0], Map.of()), "empty",
                importFile("text/csv", (HEADER.replace(",surname", "") + "\n" + row).getBytes(UTF_8), Map.of()),
                        "The column surname is missing",
                importFile("text/csv", (HEADER + ",postcode\n" + row).getBytes(UTF_8), Map.of()), "twice",
                importFile("text/csv", (HEADER + "\n" + row + mine + "b,\"Ann").getBytes(UTF_8), Map.of()), "not CSV",
                importFile("text/csv;charset=klingon", (HEADER + "\n" + row).getBytes(UTF_8), Map.of()),
                        "character set",
                importFile("application/json", (HEADER + "\n" + row).getBytes(UTF_8), Map.of()), "text/csv");

        problems.forEach((answer, sentence) ->
                assertThat(problem(answer.expect(400)).get("detail").asText()).contains(sentence));
        assertThat(episodes()).isZero();
    }

    @Test
    void readsLatin1AndByteOrderMarks() {
        var row = "a,Zoë,Lee,1984-02-29,N1\n";
        var latin1 =
                importFile("text/csv;charset=ISO-8859-1", (HEADER + "\n" + mine + row).getBytes(ISO_8859_1), Map.of());
        var marked = importFile("text/csv", ("\uFEFF" + HEADER + "\n" + mine + "b" + row).getBytes(UTF_8), Map.of());

        for (var answer : List.of(latin1, marked)) {
            var reference = answer.expect(200).json().get("rows").get(0).get("reference");
            assertThat(value(opened(reference.asText()), "givenName")).isEqualTo("Zoë");
        }
    }

    @Test
    void refusesAFileOfMoreThanTenMegabytes() {
        var file = (HEADER + "\n" + mine + "a,Ann,Lee,1984-02-29,N1\n" + " ".repeat(10 * 1024 * 1024)).getBytes(UTF_8);

        assertThat(problem(importFile("text/csv", file, Map.of()).expect(413))
                        .get("detail")
                        .asText())
                .contains("10 MB");
        assertThat(episodes()).isZero();
    }

    @Test
    void asksForARoleBeforeReadingAFile() {
        http.as("clinician")
                .send("POST", "/api/enquiries/import", "text/csv", HEADER.getBytes(UTF_8))
                .expect(403);
    }

    private Map<String, Object> enquiry(String key) {
        return new HashMap<>(Map.of(
                "source", "gp",
                "sourceReference", mine + key,
                "site", "north",
                "serviceLine", "general-practice",
                "givenName", "Ann",
                "surname", "Lee",
                "dateOfBirth", "1984-02-29",
                "postcode", "ZZ99 1AA"));
    }

    private Answer post(Object enquiry) {
        return http.as("reception").post("/api/enquiries", enquiry);
    }

    private JsonNode imported(String rowsOfFile) {
        return importFile("text/csv", (HEADER + "\n" + rowsOfFile.formatted(mine)).getBytes(UTF_8), Map.of())
                .expect(200)
                .json();
    }

    private Answer importFile(String type, byte[] file, Map<String, String> headers) {
        return http.as("coordinator").send("POST", "/api/enquiries/import", type, file, headers);
    }

    private List<String> openSteps(String reference) {
        return http.as("reception")
                .get("/api/episodes/" + reference)
                .expect(200)
                .json()
                .get("openSteps")
                .findValuesAsText("step");
    }

    /** Claims the episode's only work item as reception, and returns what its form shows. */
    private JsonNode opened(String reference) {
        var reception = http.as("reception");
        var id = rows.queryForObject("""
                select t.ID_ from ACT_RU_TASK t
                join ACT_RU_EXECUTION e on e.ID_ = t.PROC_INST_ID_
                join hr_episode p on p.id = e.BUSINESS_KEY_
                where p.reference = ?
                """, String.class, reference);
        reception
                .post("/engine-rest/task/" + id + "/claim", Map.of("userId", "reception"))
                .expect(204);
        return reception
                .get("/engine-rest/task/" + id + "/form-variables?deserializeValues=false")
                .expect(200)
                .json();
    }

    private static @Nullable String value(JsonNode shown, String field) {
        return shown.has(field) ? shown.get(field).get("value").asText() : null;
    }

    private static JsonNode problem(Answer answer) {
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("at care.handrail");
        return answer.json();
    }

    private static List<String> names(JsonNode fields) {
        Iterable<String> names = fields::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).toList();
    }

    private int episodes() {
        var count = rows.queryForObject(
                "select count(*) from hr_episode where source_reference like ?", Integer.class, mine + "%");
        return count == null ? 0 : count;
    }
}
