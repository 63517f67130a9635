package care.handrail.correspondence.steps;

import care.handrail.correspondence.ChannelOutages;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Has it told again if nothing goes out by the channel from now on. */
@Component
class WatchChannelAgain implements Step {

    private final ChannelOutages outages;

    WatchChannelAgain(ChannelOutages outages) {
        this.outages = outages;
    }

    @Override
    public void run(StepContext context) {
        outages.watchAgain(context.episodeId());
    }
}
