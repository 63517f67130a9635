package care.handrail.access.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.convert.support.GenericConversionService;

/**
 * Writes what a session holds, and reads it back if it is of the few classes that a session may hold: whoever can write
 * to the database must not run code in the program with it.
 */
final class SessionContent {

    private static final Logger log = LoggerFactory.getLogger(SessionContent.class);

    private static final ObjectInputFilter ALLOWED =
            ObjectInputFilter.Config.createFilter("maxbytes=65536;maxdepth=20;maxrefs=1000;maxarray=1000;"
                    + "java.lang.*;java.util.*;org.springframework.security.**;!*");

    private SessionContent() {}

    static GenericConversionService conversion() {
        var conversion = new GenericConversionService();
        conversion.addConverter(Object.class, byte[].class, SessionContent::write);
        conversion.addConverter(byte[].class, Object.class, SessionContent::read);
        return conversion;
    }

    static byte[] write(Object value) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns null for what cannot be read: an upgrade may have changed a class, and then the person signs in anew. */
    static @Nullable Object read(byte[] bytes) {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(ALLOWED);
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            log.warn("A part of a session cannot be read, so the person has to sign in anew: {}", e.getMessage());
            return null;
        }
    }
}
