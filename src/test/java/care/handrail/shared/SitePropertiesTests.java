package care.handrail.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SitePropertiesTests {

    private final ApplicationContextRunner clinic =
            new ApplicationContextRunner().withUserConfiguration(SharedConfiguration.class);

    @Test
    void readsASite() {
        clinic.withPropertyValues(site("monday=08:00-12:00, 13:00-24:00")).run(context -> {
            assertThat(context).hasNotFailed();
            var calendar = context.getBean(WorkingCalendar.class);
            var west = calendar.site("west");
            assertThat(west.name()).isEqualTo("West clinic");
            assertThat(calendar.add(west, Instant.parse("2026-11-16T08:00:00Z"), Duration.ofHours(15)))
                    .isEqualTo(Instant.parse("2026-11-17T00:00:00Z"));
            assertThat(calendar.isOpen(west, Instant.parse("2026-11-23T10:00:00Z")))
                    .as("a day that the site keeps closed")
                    .isFalse();
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "                      | The site 'west' is closed all week",
                "monday=               | The site 'west' is closed all week",
                "moonday=08:00-12:00   | name a day 'moonday': write monday to sunday",
                "monday=8-12           | on monday are '8-12': write it like 08:00-18:30",
                "monday=08:00-25:00    | write it like 08:00-18:30",
                "monday=18:00-08:00    | the closing time has to be after the opening time",
                "monday=09:00-12:00,11:00-13:00 | the spans have to follow each other",
                "monday=09:00-24:00,11:00-13:00 | the spans have to follow each other",
            })
    void stopsTheStartWithASentenceWhenTheHoursAreWrong(String hours, String sentence) {
        clinic.withPropertyValues(hours == null ? site() : site(hours))
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining(sentence));
    }

    @Test
    void stopsTheStartWhenASiteIsIncomplete() {
        clinic.withPropertyValues(
                        "handrail.default-site=west",
                        "handrail.sites.west.name=West clinic",
                        "handrail.sites.west.zone=Europe/London",
                        "handrail.sites.west.opening-hours.monday=08:00-12:00")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("The site 'west' has no holidays: set handrail.sites.west.holidays."));
    }

    @Test
    void stopsTheStartWithoutADefaultSite() {
        clinic.run(context -> assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("set handrail.default-site to one of them"));
    }

    @Test
    void theShippedConfigurationHasTheSitesNorthAndSouth() {
        clinic.withInitializer(new ConfigDataApplicationContextInitializer()).run(context -> {
            var calendar = context.getBean(WorkingCalendar.class);
            assertThat(calendar.site("north").code()).isEqualTo("north");
            assertThat(calendar.site("south").code()).isEqualTo("south");
        });
    }

    private static String[] site(String... hours) {
        return Stream.concat(
                        Stream.of(
                                "handrail.default-site=west",
                                "handrail.sites.west.name=West clinic",
                                "handrail.sites.west.zone=Europe/London",
                                "handrail.sites.west.holidays=england",
                                "handrail.sites.west.closed-on=2026-11-23"),
                        Stream.of(hours).map("handrail.sites.west.opening-hours."::concat))
                .toArray(String[]::new);
    }
}
