package care.handrail.pathways.engine;

import care.handrail.testing.HandrailPostgresTest;
import java.util.stream.Stream;

/** Goes by one way: which way a question came is settled before the database is asked. */
@HandrailPostgresTest
class WorkItemVisibilityPostgresTests extends WorkItemVisibility {

    @Override
    Stream<Door> doors() {
        return Stream.of(Door.WEBAPPS);
    }
}
