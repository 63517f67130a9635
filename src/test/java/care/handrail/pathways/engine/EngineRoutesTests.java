package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineRoutesTests {

    @Test
    void printAll() {
        var all = RestApi.operations();
        all.forEach(System.out::println);
        assertThat(all).hasSizeGreaterThan(300);
    }
}
