package care.handrail.records.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecretTreeTests {

    private static final List<String> NAMES =
            IntStream.range(0, 300).mapToObj(i -> "key-" + i).toList();

    private final SecretTree whole = SecretTree.of(new byte[32]);

    @Test
    void everyNameHasASecretOfItsOwnThatStaysTheSame() {
        assertThat(NAMES.stream().map(name -> Arrays.toString(whole.secret(name).orElseThrow())))
                .doesNotHaveDuplicates();
        assertThat(whole.secret("key-1").orElseThrow())
                .hasSize(32)
                .isEqualTo(SecretTree.of(new byte[32]).secret("key-1").orElseThrow());
        assertThat(SecretTree.of(bytes(1)).secret("key-1").orElseThrow())
                .isNotEqualTo(whole.secret("key-1").orElseThrow());
    }

    @Test
    void whatIsDestroyedIsGoneAndAllOthersStay() {
        var left = whole;
        for (var name : NAMES.subList(0, 100)) {
            left = left.without(name);
        }
        left = SecretTree.read(left.write());

        for (var name : NAMES.subList(0, 100)) {
            assertThat(left.secret(name)).isEmpty();
            assertThat(left.isDestroyed(name)).isTrue();
        }
        for (var name : NAMES.subList(100, 300)) {
            assertThat(left.isDestroyed(name)).isFalse();
            assertThat(left.secret(name))
                    .hasValueSatisfying(secret ->
                            assertThat(secret).isEqualTo(whole.secret(name).orElseThrow()));
        }
        assertThat(left.id()).isEqualTo(whole.id());
    }

    /** Walks down from every seed that is left, as somebody would who has the file. */
    @Test
    void nothingThatIsLeftLeadsToADestroyedSecret() {
        var secret = Base64.getEncoder().encodeToString(whole.secret("key-1").orElseThrow());
        var left = whole.without("key-1");

        var lines = left.write()
                .lines()
                .filter(line -> line.matches("[0-9a-f]{16} \\d+ .*"))
                .toList();
        long leaf = SecretTree.leaf("key-1");
        assertThat(lines).hasSize(64).noneMatch(line -> line.contains(secret)).noneMatch(line -> {
            long first = Long.parseUnsignedLong(line.substring(0, 16), 16);
            int level = Integer.parseInt(line.split(" ")[1]);
            return level == 0 || (first ^ leaf) >>> (64 - level) == 0;
        });
    }

    @Test
    void destroyingTwiceChangesNothing() {
        var once = whole.without("key-1");
        assertThat(once.without("key-1").write()).isEqualTo(once.write());
    }

    @Test
    void aFileThatIsNotWholeIsRefused() {
        var text = whole.without("key-1").write();
        for (var broken : List.of(
                "",
                "something else\n",
                text.substring(0, text.length() / 2),
                text.substring(0, text.length() - 1),
                text.replaceFirst("(?m)^[0-9a-f]{16} 64 .*\n", ""),
                text + "more")) {
            assertThatThrownBy(() -> SecretTree.read(broken)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] bytes(int value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
