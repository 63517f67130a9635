package care.handrail.pathways.watchdog;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets the watchdog look again and again, in a thread that nothing else uses, so that nothing else can hold it up. */
final class WatchdogSchedule implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WatchdogSchedule.class);

    private static final int SECONDS_TO_STOP = 10;

    private final Watch watch;
    private final Duration every;
    private @Nullable ScheduledExecutorService thread;

    WatchdogSchedule(Watch watch, Duration every) {
        this.watch = watch;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        var watchdog = Executors.newSingleThreadScheduledExecutor(work -> {
            var named = new Thread(work, "watchdog");
            named.setDaemon(true);
            return named;
        });
        watchdog.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        thread = watchdog;
    }

    @Override
    public synchronized void stop() {
        var watchdog = thread;
        if (watchdog == null) {
            return;
        }
        thread = null;
        watchdog.shutdown();
        try {
            watchdog.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
            watch.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("The watchdog's lease was not given back; it runs out by itself: {}", e.toString());
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** What is thrown here would end the schedule for good. */
    private void look() {
        try {
            watch.look();
        } catch (RuntimeException e) {
            LOG.error("The watchdog could not look; it is tried again.", e);
        }
    }
}
