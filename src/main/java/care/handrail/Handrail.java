package care.handrail;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the clinic's server. */
@SpringBootApplication
public class Handrail {

    public static void main(String[] args) {
        SpringApplication.run(Handrail.class, args);
    }
}
