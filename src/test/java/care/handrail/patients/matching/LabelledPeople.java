package care.handrail.patients.matching;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;

/** Reads labelled people from CSV files. */
public final class LabelledPeople {

    private LabelledPeople() {}

    /** Reads a Febrl data set through the mapping that clinics use; {@code rec-7-org} and {@code rec-7-dup-0} are one person. */
    public static List<LabelledPerson> febrl(Path file) throws IOException, InterruptedException {
        return mapped(Path.of("tools/mappings/febrl.properties"), file, id -> id.replaceFirst("^(rec-\\d+)-.*$", "$1"));
    }

    /** Runs tools/MapCsv.java on the file and takes the person from its {@code sourceReference}. */
    public static List<LabelledPerson> mapped(Path mapping, Path file, UnaryOperator<String> person)
            throws IOException, InterruptedException {
        var out = Files.createTempFile(Files.createDirectories(Path.of("target")), "people", ".csv");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var tool = new ProcessBuilder(java, "tools/MapCsv.java", mapping.toString(), file.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (tool.waitFor() != 0) {
            throw new IllegalStateException("tools/MapCsv.java refused " + file);
        }
        var people = new ArrayList<LabelledPerson>();
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var rows = format.parse(Files.newBufferedReader(out, StandardCharsets.UTF_8))) {
            for (var row : rows) {
                people.add(new LabelledPerson(person.apply(row.get("sourceReference")), row.toMap()));
            }
        }
        Files.delete(out);
        return people;
    }
}
