package care.handrail.patients;

import care.handrail.pathways.FieldRule;
import care.handrail.records.LetterFields;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Holds the NHS number and the date of birth to their rules on every form. */
@Configuration(proxyBeanMethods = false)
class IdentityFieldRules {

    @Bean
    FieldRule nhsNumberRule() {
        return new FieldRule() {
            @Override
            public boolean appliesTo(String key) {
                return key.equals(LetterFields.NHS_NUMBER);
            }

            @Override
            public Optional<String> problem(Object value) {
                return NhsNumber.problem(value.toString());
            }
        };
    }

    @Bean
    FieldRule dateOfBirthRule(Clock clock) {
        return new FieldRule() {
            @Override
            public boolean appliesTo(String key) {
                return key.equals(LetterFields.DATE_OF_BIRTH);
            }

            @Override
            public Optional<String> problem(Object value) {
                return DateOfBirth.problem(value.toString(), LocalDate.now(clock));
            }
        };
    }
}
