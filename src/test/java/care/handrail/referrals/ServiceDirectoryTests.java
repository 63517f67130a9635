package care.handrail.referrals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.consent.Purposes;
import care.handrail.pathways.model.VariableDeclarations;
import care.handrail.referrals.ServiceDirectory.Channel;
import care.handrail.referrals.ServiceDirectory.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ServiceDirectoryTests {

    private final ServiceDirectory directory = ServiceDirectory.shipped();

    @Test
    void hasTheServicesThatTheFormsOffer() throws IOException {
        var variables = VariableDeclarations.read(
                Map.of("variables.yaml", Files.readAllBytes(Path.of("processes/referrals/variables.yaml"))));
        assertThat(List.of("referralService", "formerService", "referralSpeaker"))
                .allSatisfy(name -> {
                    var offered =
                            new HashSet<>(variables.find(name).orElseThrow().codes());
                    offered.remove(ReferralNews.UNKNOWN_SPEAKER);
                    assertThat(offered).isEqualTo(directory.codes());
                });
    }

    @Test
    void saysOfEachHowItIsReachedInAWayThatIsLawful() {
        var directCare = Objects.requireNonNull(Purposes.shipped().all().get("direct-care"));
        assertThat(directory.codes()).allSatisfy(code -> {
            var service = directory.require(code);
            assertThat(service.name()).isNotBlank();
            assertThat(service.post()).isNotEmpty();
            assertThat(service.endpoint() == null).isEqualTo(service.channel() == Channel.PRINT);
            assertThat(service.telephone()).isNotBlank();
            assertThat(directCare.recipients()).contains(service.recipient());
            assertThat(directCare.channels()).contains(service.channel().code());
            assertThat(service.channel() == Channel.FHIR).isEqualTo(service.format() == Format.FHIR_BUNDLE);
        });
    }

    @Test
    void saysWhichServiceItDoesNotKnow() {
        assertThat(directory.find("nowhere")).isEmpty();
        assertThatThrownBy(() -> directory.require("nowhere"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere");
    }
}
