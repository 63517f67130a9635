package care.handrail.pathways.lint;

import care.handrail.access.DataClass;
import care.handrail.pathways.model.FormField;
import care.handrail.pathways.model.FormField.Type;
import care.handrail.pathways.model.FormModel;
import care.handrail.pathways.model.VariableDeclaration;
import java.util.Objects;

/** What goes into the envelope through a form, and what may not be suggested. */
final class FormRules {

    private final ReleaseModels models;
    private final Report report;

    FormRules(ReleaseModels models, Report report) {
        this.models = models;
        this.report = report;
    }

    void check() {
        models.forms.forEach((file, form) -> {
            checkName(file, form);
            form.fields().forEach(field -> check(file, field));
        });
    }

    private void checkName(String file, FormModel form) {
        if (!form.id().equals(ReleaseModels.baseName(file))) {
            report.error(
                    Rule.FILE_NAME, file, "", "Call the file " + form.id() + ".form: its name is the id of the form.");
        }
    }

    private void check(String file, FormField field) {
        if (field.dataClass() == DataClass.CLINICAL && field.hasDefault()) {
            report.error(
                    Rule.CLINICAL_DEFAULT,
                    file,
                    field.key(),
                    "Remove the default value: a clinical answer is given by a person each time.");
        }
        if (field.dataClass() != DataClass.OPERATIONAL) {
            return;
        }
        var variable = models.variable(field.key());
        if (variable.isEmpty()) {
            report.error(
                    Rule.OPERATIONAL_FIELD,
                    file,
                    field.key(),
                    "Declare a variable of this name in a variables.yaml, or give the field another data class.");
        } else if (!fits(field, variable.get())) {
            report.error(
                    Rule.OPERATIONAL_FIELD,
                    file,
                    field.key(),
                    "The field cannot fill a variable of type "
                            + variable.get().type().code()
                            + ". Use a choice for a code (its values are codes of the variable), a number without"
                            + " decimals, a date, a checkbox for a flag, a text with a pattern for an id.");
        }
    }

    private static boolean fits(FormField field, VariableDeclaration variable) {
        if (field.ignored()) {
            return true; // shown and never taken
        }
        return switch (variable.type()) {
            case CODE -> !field.options().isEmpty() && variable.codes().containsAll(field.options());
            case ID -> field.type() == Type.TEXTFIELD && field.limits().pattern() != null;
            case NUMBER ->
                field.type() == Type.NUMBER && Objects.equals(field.limits().decimalDigits(), 0);
            case DATE -> field.type() == Type.DATE || field.type() == Type.DATETIME;
            case FLAG -> field.type() == Type.CHECKBOX;
        };
    }
}
