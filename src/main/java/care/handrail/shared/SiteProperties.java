package care.handrail.shared;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The clinic's sites, as configured.
 *
 * @param defaultSite code of the site whose opening hours count for work that names no site
 * @param sites by code
 */
@ConfigurationProperties("handrail")
record SiteProperties(
        @Nullable String defaultSite, @DefaultValue Map<String, SiteConfiguration> sites) {

    /**
     * One site.
     *
     * @param openingHours by weekday, for example {@code 08:00-12:30, 13:30-18:00}; a day that is missing is closed
     * @param closedOn more days on which the site is closed, for example a training day
     */
    record SiteConfiguration(
            @Nullable String name,
            @Nullable ZoneId zone,
            @Nullable HolidayRegion holidays,
            @DefaultValue Map<String, String> openingHours,
            @DefaultValue Set<LocalDate> closedOn) {}

    /** Returns the sites, or fails with a sentence that says what is wrong with the configuration. */
    Map<String, Site> toSites() {
        var result = new LinkedHashMap<String, Site>();
        sites.forEach((code, site) -> result.put(
                code,
                new Site(
                        code,
                        given(code, "name", site.name()),
                        given(code, "zone", site.zone()),
                        given(code, "holidays", site.holidays()),
                        OpeningHours.parse(code, site.openingHours()),
                        site.closedOn())));
        return result;
    }

    private static <T> T given(String code, String property, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The site '" + code + "' has no " + property + ": set handrail.sites."
                    + code + "." + property + ".");
        }
        return value;
    }
}
