package care.handrail.pathways.engine;

import care.handrail.pathways.Wording;
import care.handrail.pathways.model.FormField;
import care.handrail.pathways.model.FormModel;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.springframework.stereotype.Component;

/** Reads the words off the deployed forms. */
@Component
class DeployedWording implements Wording {

    private final ProcessEngineConfigurationImpl engine;
    private final DeployedForms forms = new DeployedForms();

    DeployedWording(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public FormWords of(String form) {
        Optional<FormModel> model = engine.getCommandExecutorTxRequired()
                .execute(
                        (CommandContext context) -> context.runWithoutAuthorization(() -> forms.newest(context, form)));
        return new FormWords() {
            @Override
            public String label(String field) {
                return field(field).map(FormField::label).orElse(field);
            }

            @Override
            public int place(String field) {
                var fields = model.map(FormModel::fields).orElse(List.of());
                return field(field).map(List.copyOf(fields)::indexOf).orElse(fields.size());
            }

            @Override
            public String value(String field, Object value) {
                return field(field).map(known -> known.inWords(value)).orElseGet(value::toString);
            }

            private Optional<FormField> field(String key) {
                return model.flatMap(known -> known.field(key));
            }
        };
    }
}
