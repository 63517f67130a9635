/** Runs the diagrams: steps, work queues, service levels, escalation, the inbox and the watchdog. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared", "audit", "access"})
@NullMarked
package care.handrail.pathways;

import org.jspecify.annotations.NullMarked;
