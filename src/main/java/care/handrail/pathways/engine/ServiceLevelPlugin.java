package care.handrail.pathways.engine;

import care.handrail.shared.WorkingCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.MapBusinessCalendarManager;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** Teaches the engine working time, and what every work item and every late step carry. */
@Component
class ServiceLevelPlugin extends AbstractProcessEnginePlugin {

    private final WorkingCalendar calendar;

    ServiceLevelPlugin(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<BpmnParseListener> listeners = Optional.ofNullable(configuration.getCustomPreBPMNParseListeners())
                .map(ArrayList::new)
                .orElseGet(ArrayList::new);
        listeners.add(new WorkItemParseListener(calendar));
        listeners.add(new LateStepParseListener());
        configuration.setCustomPreBPMNParseListeners(listeners);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        var calendars = (MapBusinessCalendarManager) configuration.getBusinessCalendarManager();
        calendars.addBusinessCalendar(CycleBusinessCalendar.NAME, new WorkingTimeCycle(calendar));
    }
}
