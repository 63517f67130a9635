package care.handrail.canary;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Reads every log line as it is written, with its exception and its context, at the levels that are asked for. */
final class LogWatch implements AutoCloseable {

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Map<Logger, @Nullable Level> before = new HashMap<>();
    private final Map<String, Appender<ILoggingEvent>> appenders = new HashMap<>();
    private final Finds finds = new Finds();

    /**
     * Begins. Meanwhile no line is printed.
     *
     * @param levels by logger; {@code ROOT} is all others
     */
    LogWatch(Marks marks, Map<String, Level> levels) {
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            var appender = all.next();
            appenders.put(appender.getName(), appender);
        }
        appenders.values().forEach(root::detachAppender);
        var watch = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent line) {
                finds.add(marks.in(written(line)), line.getLevel() + " " + line.getLoggerName());
            }
        };
        watch.setContext(loggers);
        watch.start();
        root.addAppender(watch);
        levels.forEach((name, level) -> {
            var logger = loggers.getLogger(name);
            before.put(logger, logger.getLevel());
            logger.setLevel(level);
        });
    }

    private static String written(ILoggingEvent line) {
        var text = new StringBuilder(line.getFormattedMessage()).append('\n').append(line.getMDCPropertyMap());
        if (line.getKeyValuePairs() != null) {
            text.append('\n').append(line.getKeyValuePairs());
        }
        if (line.getThrowableProxy() != null) {
            text.append('\n').append(ThrowableProxyUtil.asString(line.getThrowableProxy()));
        }
        return text.toString();
    }

    Finds finds() {
        return finds;
    }

    @Override
    public void close() {
        before.forEach(Logger::setLevel);
        root.detachAndStopAllAppenders();
        appenders.values().forEach(root::addAppender);
    }
}
