package care.handrail.pathways.engine;

import care.handrail.pathways.model.VariableDeclaration;
import java.util.Date;
import java.util.Set;
import org.camunda.bpm.engine.impl.SingleQueryVariableValueCondition;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionInputInstanceEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionOutputInstanceEntity;
import org.camunda.bpm.engine.impl.util.DecisionEvaluationUtil;
import org.camunda.bpm.engine.impl.variable.serializer.BooleanValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.DateValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.DefaultVariableSerializers;
import org.camunda.bpm.engine.impl.variable.serializer.DoubleValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.IntegerValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.LongValueSerlializer;
import org.camunda.bpm.engine.impl.variable.serializer.NullValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.ShortValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.StringValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.TypedValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.ValueFields;
import org.camunda.bpm.engine.impl.variable.serializer.VariableSerializers;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.impl.value.UntypedValueImpl;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * Refuses every process variable that no release declares, and every value that its declaration does not allow.
 *
 * <p>It stands where the engine turns a value into columns, which is where all ways of writing meet: forms, completion
 * with variables, direct writes, correlation, start, delegates, decisions, local and transient variables.
 */
final class VariableGuard {

    /** The engine's own counters of repeated steps; whole numbers of the short kind. */
    private static final Set<String> COUNTERS =
            Set.of("nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances", "loopCounter");

    private final DeployedVariables declared;

    VariableGuard(DeployedVariables declared) {
        this.declared = declared;
    }

    /** Returns all serializers that the engine shall have: there is no other way to turn a value into columns. */
    VariableSerializers serializers() {
        return new DefaultVariableSerializers()
                .addSerializer(guarded(new NullValueSerializer()))
                .addSerializer(guarded(new StringValueSerializer()))
                .addSerializer(guarded(new BooleanValueSerializer()))
                .addSerializer(guarded(new ShortValueSerializer()))
                .addSerializer(guarded(new IntegerValueSerializer()))
                .addSerializer(guarded(new LongValueSerlializer()))
                .addSerializer(guarded(new DateValueSerializer()))
                .addSerializer(guarded(new DoubleValueSerializer()))
                .addSerializer(new Refusing(ValueType.BYTES))
                .addSerializer(new Refusing(ValueType.FILE))
                .addSerializer(new Refusing(ValueType.OBJECT));
    }

    private <T extends TypedValue> TypedValueSerializer<T> guarded(TypedValueSerializer<T> plain) {
        return new Guarded<>(plain);
    }

    private void check(ValueFields fields, @Nullable Object value) {
        if (fields instanceof SingleQueryVariableValueCondition) {
            return; // a question, not a write
        }
        if (fields instanceof HistoricDecisionInputInstanceEntity
                || fields instanceof HistoricDecisionOutputInstanceEntity) {
            checkDecision(value);
            return;
        }
        if (COUNTERS.contains(fields.getName()) && value instanceof Integer) {
            return;
        }
        declared.problem(fields.getName(), value).ifPresent(sentence -> {
            throw new RefusedException(400, sentence);
        });
    }

    /** What went into a decision and came out of it is kept in its history under the clause's id. */
    private static void checkDecision(@Nullable Object value) {
        boolean fits = value == null
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Date
                || value instanceof String text
                        && (text.isEmpty()
                                || VariableDeclaration.ID.matcher(text).matches());
        if (!fits) {
            throw new RefusedException(
                    400, "A decision table asks for and answers codes, numbers, dates and flags only.");
        }
    }

    /** Writes a value after asking the guard; reads as the engine does. */
    private final class Guarded<T extends TypedValue> implements TypedValueSerializer<T> {

        private final TypedValueSerializer<T> plain;

        Guarded(TypedValueSerializer<T> plain) {
            this.plain = plain;
        }

        @Override
        public void writeValue(T value, ValueFields fields) {
            check(fields, value.getValue());
            plain.writeValue(value, fields);
        }

        @Override
        public String getName() {
            return plain.getName();
        }

        @Override
        public ValueType getType() {
            return plain.getType();
        }

        @Override
        public T readValue(ValueFields fields, boolean deserialize, boolean asTransient) {
            return plain.readValue(fields, deserialize, asTransient);
        }

        @Override
        public boolean canHandle(TypedValue value) {
            return plain.canHandle(value);
        }

        @Override
        public T convertToTypedValue(UntypedValueImpl value) {
            return plain.convertToTypedValue(value);
        }

        @Override
        public @Nullable String getSerializationDataformat() {
            return plain.getSerializationDataformat();
        }

        @Override
        public boolean isMutableValue(T value) {
            return false;
        }
    }

    /** Takes every value of a kind that no variable may have, in order to refuse it by name. */
    private static final class Refusing implements TypedValueSerializer<TypedValue> {

        private final ValueType type;

        Refusing(ValueType type) {
            this.type = type;
        }

        @Override
        public void writeValue(TypedValue value, ValueFields fields) {
            boolean decisionResult =
                    value.isTransient() && DecisionEvaluationUtil.DECISION_RESULT_VARIABLE.equals(fields.getName());
            if (!decisionResult) { // which the engine hands to itself and never writes
                String name = fields.getName();
                throw new RefusedException(
                        400,
                        (VariableDeclaration.NAME.matcher(name).matches()
                                        ? "The variable '" + name + "'"
                                        : "A variable")
                                + " holds a code, an id, a number, a date or a flag, and never an object or a file.");
            }
        }

        @Override
        public TypedValue readValue(ValueFields fields, boolean deserialize, boolean asTransient) {
            throw new IllegalStateException("Nothing of this kind is ever stored.");
        }

        @Override
        public String getName() {
            return type.getName();
        }

        @Override
        public ValueType getType() {
            return type;
        }

        @Override
        public boolean canHandle(TypedValue value) {
            return value.getType() != null || type == ValueType.OBJECT;
        }

        @Override
        public TypedValue convertToTypedValue(UntypedValueImpl value) {
            return Variables.objectValue(value.getValue(), value.isTransient()).create();
        }

        @Override
        public @Nullable String getSerializationDataformat() {
            return null;
        }

        @Override
        public boolean isMutableValue(TypedValue value) {
            return false;
        }
    }
}
