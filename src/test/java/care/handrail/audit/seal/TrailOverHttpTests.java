package care.handrail.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@HandrailTest
class TrailOverHttpTests {

    private static final String COMPLIANCE = TestStaff.of(Role.COMPLIANCE);

    @Autowired
    private Http http;

    @Autowired
    private Sealer sealer;

    @Autowired
    private JdbcTemplate database;

    @Test
    void complianceChecksTheWholeTrail() {
        sealer.sealAll(Instant.now());

        var checked =
                http.as(COMPLIANCE).post("/api/audit/check", "").expect(200).json();

        assertThat(checked.get("findings")).isEmpty();
        assertThat(checked.get("intact").asBoolean()).isTrue();
        assertThat(checked.get("events").asLong()).isPositive();
        assertThat(lastOf(COMPLIANCE, "TRAIL_CHECKED")).isEqualTo("intact");
    }

    @Test
    void complianceExportsTheTrailAsLines() {
        http.as(COMPLIANCE).get("/api/audit/events").expect(200);

        var answer = http.as(COMPLIANCE).get("/api/audit/events?after=1").expect(200);

        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(answer.body().lines()).isNotEmpty().allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(answer.body()).contains("\"kind\":\"TRAIL_EXPORTED\",\"object\":\"trail:after-0\"");
    }

    @Test
    void complianceGetsAProofOfARow() {
        http.as(COMPLIANCE).get("/api/audit/events?after=7").expect(200);
        sealer.sealAll(Instant.now());
        long event = database.queryForObject("select max(EVENT_NO) from AUDIT_LEAF", Long.class);

        var proof = http.as(COMPLIANCE)
                .get("/api/audit/events/" + event + "/proof")
                .expect(200)
                .json();

        var path = StreamSupport.stream(proof.get("path").spliterator(), false)
                .map(JsonNode::asText)
                .map(HexFormat.of()::parseHex)
                .toList();
        var checkpoint = proof.get("checkpoint");
        var root = MerkleTree.rootOf(
                MerkleTree.leaf(proof.get("row").asText()),
                proof.get("index").asInt(),
                checkpoint.get("events").asInt(),
                path);
        assertThat(HexFormat.of().formatHex(root))
                .isEqualTo(checkpoint.get("root").asText());
        http.as(COMPLIANCE).get("/api/audit/events/999999999/proof").expect(404);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "COMPLIANCE")
    void nobodyElseSeesTheTrail(Role role) {
        var person = http.as(TestStaff.of(role));
        long before = refusals(role);

        person.post("/api/audit/check", "").expect(403);
        person.get("/api/audit/events").expect(403);
        person.get("/api/audit/events/1/proof").expect(403);

        assertThat(refusals(role)).isEqualTo(before + 3);
    }

    private long refusals(Role role) {
        return database.queryForObject(
                "select count(*) from AUDIT_EVENT where USER_ID = ? and KIND = 'ACCESS_REFUSED'"
                        + " and OUTCOME = 'REFUSED' and OBJECT like 'verb:TRAIL%'",
                Long.class, TestStaff.of(role));
    }

    private String lastOf(String user, String kind) {
        return database.queryForObject(
                "select DETAIL from AUDIT_EVENT where USER_ID = ? and KIND = ? order by EVENT_NO desc"
                        + " fetch first 1 row only",
                String.class,
                user,
                kind);
    }
}
