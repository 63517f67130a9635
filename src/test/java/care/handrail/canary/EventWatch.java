package care.handrail.canary;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

/** Reads every application event as it is published. */
final class EventWatch implements AutoCloseable {

    private final ConfigurableApplicationContext clinic;
    private final ApplicationListener<ApplicationEvent> listener;
    private final Finds finds = new Finds();

    EventWatch(Marks marks, ConfigurableApplicationContext clinic) {
        this.clinic = clinic;
        this.listener = event -> {
            Object told = event instanceof PayloadApplicationEvent<?> wrapped ? wrapped.getPayload() : event;
            finds.add(marks.in(written(told)), told.getClass().getName());
        };
        clinic.addApplicationListener(listener);
    }

    /** Returns what the event says of itself and what its fields hold, one level deep. */
    private static String written(Object event) {
        var text = new StringBuilder(String.valueOf(event));
        for (Class<?> type = event.getClass();
                type != null && !type.getName().startsWith("java.");
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    try {
                        field.setAccessible(true);
                        text.append('\n').append(field.get(event));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
        return text.toString();
    }

    Finds finds() {
        return finds;
    }

    @Override
    public void close() {
        clinic.removeApplicationListener(listener);
    }
}
