package care.handrail.patients.matching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Makes up the patients of a British town, household by household, and the errors with which the same people are written
 * down a second time. The same seed makes the same people. NHS numbers begin 999; telephone numbers are too long to be
 * dialled.
 *
 * <p>Households make the task honest: relatives share surname, address, telephone and e-mail, a few are twins, and a few
 * sons bear their father's name.
 */
public final class MadeUpPeople {

    /** How badly a person is written down again. */
    public enum Errors {
        /** About one slip a record, few fields missing: reception types from a letter. */
        LIGHT(1, 0.1),
        /** About three slips a record, a quarter of the fields missing: a bad line, a hurried caller. */
        HEAVY(3, 0.25);

        private final int slips;
        private final double missing;

        Errors(int slips, double missing) {
            this.slips = slips;
            this.missing = missing;
        }
    }

    private static final List<String> SURNAMES = words("Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas"
            + " Johnson Roberts Khan Patel Robinson Wright Thompson Walker White Edwards Hughes Hall Green Singh Lewis"
            + " Harris Clarke Jackson Ahmed Wood Turner Martin Cooper Hill Ali Ward Morris Moore Clark Lee King Hussain"
            + " Baker Harrison Morgan Kaur Allen Scott Begum Campbell Davis James Parker Bennett Young Phillips Mitchell"
            + " Richardson Kelly Cook Carter Miah Bailey Collins Bell Shaw Murphy Miller Cox Marshall Adams O'Brien"
            + " Griffiths MacDonald Anderson Nowak Kowalski Rahman Chowdhury Okafor Adeyemi Mensah Nguyen Chen Wong"
            + " Fernandes Silva Popescu Ionescu Szabo Kovacs Wisniewska Lewandowska Llewellyn Bevan Gwynne Ó'Neill"
            + " Fitzgerald Byrne Gallagher Quinn Doherty Sinclair Mackenzie Sutherland Featherstonehaugh Cholmondeley"
            + " Al-Hassan El-Masri Bin-Saleh Van-Dijk De-Souza St-John Whitby-Jones Hughes-Clarke");
    private static final List<String> MADE_FIRST = words("Hather Ash Thorn Whit Brad Lang Stan Pem Had Cros Hol Ren"
            + " Mar Win Had Bux Cal Dun Ever Fal Gar Hart Ing Kes Lam Mil Nor Old Pick Quar Ray Sed Tal Ull Vas Wal"
            + " Yar Bar Clay Drew Eg Fen Gold Hux Ives Jes Ken Lod Mep Nes");
    private static final List<String> MADE_LAST = words("ley ton ham ford worth wick by thorpe ster don combe field"
            + " well more land ridge bourne wood hurst stead gate stone cott sby den low shaw tree croft son man ett");
    private static final List<String> MEN = words("David John Michael Peter Robert Paul James Andrew William Mark"
            + " Richard Mohammed Thomas Stephen Christopher Daniel Anthony Joseph George Matthew Kevin Alan Jack Harry"
            + " Oliver Joshua Samuel Alexander Benjamin Ali Ahmed Hassan Imran Rajesh Harpreet Gurpreet Vikram Piotr"
            + " Tomasz Krzysztof Andrzej Rhys Dafydd Gareth Owain Callum Hamish Ewan Liam Connor Sean Declan Kwame Chidi"
            + " Emeka Wei Minh Ion Andrei Laszlo Yusuf Ibrahim Omar Tariq Geoffrey Kenneth Ronald Frederick Albert");
    private static final List<String> WOMEN = words("Susan Margaret Elizabeth Patricia Sarah Mary Jennifer Christine"
            + " Karen Catherine Helen Anne Linda Jane Nicola Emma Rebecca Victoria Alison Jacqueline Dorothy Joan Olivia"
            + " Amelia Isla Sophie Jessica Charlotte Grace Fatima Aisha Khadija Maryam Nasreen Priya Anjali Harpreet"
            + " Jaswinder Simran Agnieszka Katarzyna Malgorzata Magdalena Megan Carys Sian Angharad Eilidh Morag Fiona"
            + " Siobhan Niamh Roisin Ngozi Adaeze Ama Mei Linh Elena Ioana Zsofia Noor Zainab Deborah Gillian Pamela");
    private static final List<String> STREETS = words("High Church Station Victoria Park Mill Queen's King's Albert"
            + " Chapel Grange School Green Manor North South West Springfield George Meadow Hawthorn Beech Oak Elm"
            + " Tennyson Wordsworth Nelson Wellington Trafalgar Alma Gladstone Salisbury Windsor Balmoral Sandringham");
    private static final List<String> KINDS = words("Street Road Avenue Close Lane Drive Court Terrace Crescent Way");
    private static final List<String> DISTRICTS = words("ZZ1 ZZ2 ZZ3 ZZ4 ZZ5 ZZ6 ZZ7 ZZ8 ZZ10 ZZ11");
    private static final String POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ";
    private static final String KEYBOARD = "qwertyuiopasdfghjklzxcvbnm";
    private static final LocalDate NEWBORN = LocalDate.of(2026, 11, 1);

    private final Random random;
    private int nextPerson;

    /** Makes up the same people for the same seed. */
    public MadeUpPeople(long seed) {
        random = new Random(seed);
    }

    /** Returns so many people, each written down once. */
    public List<LabelledPerson> town(int size) {
        var people = new ArrayList<LabelledPerson>(size);
        while (people.size() < size) {
            for (var person : household()) {
                if (people.size() < size) {
                    people.add(person);
                }
            }
        }
        return people;
    }

    /** Returns the person as somebody else might write them down, later and in a hurry. */
    public LabelledPerson again(LabelledPerson person, Errors errors) {
        var letter = new HashMap<>(person.letter());
        if (chance(0.12)) {
            move(letter);
        }
        if (chance(0.15)) {
            letter.put("phone", phone());
        } else if (chance(0.3)) {
            letter.computeIfPresent("phone", (k, v) -> "+44 (0)" + v.substring(1, 5) + " " + v.substring(5));
        }
        if (chance(0.05)) {
            letter.put("surname", surname());
        } else if (chance(0.02)) {
            letter.merge("surname", surname(), (was, added) -> was + "-" + added);
        }
        if (chance(0.06)) {
            letter.computeIfPresent("givenName", (k, v) -> shortForm(v));
        }
        for (int i = 0; i < errors.slips; i++) {
            slip(letter);
        }
        if (chance(0.03)) {
            var given = letter.get("givenName");
            letter.put("givenName", letter.get("surname"));
            letter.put("surname", given);
        }
        for (var key :
                List.of("dateOfBirth", "phone", "email", "postcode", "addressLine1", "nhsNumber", "localIdentifier")) {
            if (chance(errors.missing)) {
                letter.remove(key);
            }
        }
        if (chance(errors.missing / 5)) {
            letter.remove("givenName");
        } else if (chance(errors.missing / 5)) {
            letter.remove("surname");
        }
        letter.values().removeIf(String::isBlank);
        return new LabelledPerson(person.person(), letter);
    }

    private List<LabelledPerson> household() {
        var home = new HashMap<String, String>();
        move(home);
        var phone = phone();
        var surname = surname();
        int adults = 1 + random.nextInt(2);
        int children = chance(0.35) ? 1 + random.nextInt(3) : 0;
        var people = new ArrayList<LabelledPerson>();
        String father = null;
        String born = null;
        for (int i = 0; i < adults + children; i++) {
            boolean child = i >= adults;
            boolean woman = child ? chance(0.5) : i == 1 || (adults == 1 && chance(0.5));
            var letter = new HashMap<>(home);
            var given = pick(woman ? WOMEN : MEN);
            if (child && !woman && father != null && chance(0.04)) {
                given = father;
            }
            if (!child && !woman) {
                father = given;
            }
            letter.put("givenName", chance(0.06) ? given + " " + pick(woman ? WOMEN : MEN) : given);
            letter.put("surname", !child && i == 1 && chance(0.3) ? surname() : surname);
            boolean twin = child && i > adults && born != null && chance(0.05);
            born = twin ? born : birthday(child).toString();
            letter.put("dateOfBirth", born);
            if (chance(0.7)) {
                letter.put("nhsNumber", nhsNumber(nextPerson * 7919));
            }
            if (chance(0.3)) {
                letter.put("localIdentifier", "H" + (100_000 + nextPerson * 7919L % 900_000));
            }
            if (chance(0.85)) {
                letter.put("phone", child || chance(0.3) ? phone : phone());
            }
            if (chance(0.6)) {
                var name = child ? father == null ? given : father : given;
                letter.put(
                        "email",
                        (name + "." + surname + random.nextInt(100) + "@example.org").toLowerCase(Locale.ROOT));
            }
            people.add(new LabelledPerson("person-" + nextPerson++, letter));
        }
        return people;
    }

    private void slip(Map<String, String> letter) {
        switch (random.nextInt(11)) {
            case 0, 1, 2 -> letter.computeIfPresent("surname", (k, v) -> typo(v));
            case 3, 4 -> letter.computeIfPresent("givenName", (k, v) -> typo(v));
            case 5, 6 -> letter.computeIfPresent("dateOfBirth", (k, v) -> wrongDate(v));
            case 7 -> letter.computeIfPresent("postcode", (k, v) -> typo(v));
            case 8 -> letter.computeIfPresent("phone", (k, v) -> wrongDigit(v));
            case 9 -> letter.computeIfPresent("localIdentifier", (k, v) -> wrongDigit(v));
            default -> letter.computeIfPresent("addressLine1", (k, v) -> chance(0.5) ? shortAddress(v) : typo(v));
        }
    }

    /** One letter left out, added, doubled, replaced by its neighbour on the keyboard, or two exchanged. */
    private String typo(String text) {
        if (text.length() < 2) {
            return text;
        }
        var result = new StringBuilder(text);
        int at = random.nextInt(text.length() - 1);
        char there = Character.toLowerCase(text.charAt(at));
        int key = KEYBOARD.indexOf(there);
        char neighbour = key < 0 ? there : KEYBOARD.charAt((key + 1) % KEYBOARD.length());
        switch (random.nextInt(5)) {
            case 0 -> result.deleteCharAt(at);
            case 1 -> result.insert(at, neighbour);
            case 2 -> result.insert(at, text.charAt(at));
            case 3 -> result.setCharAt(at, neighbour);
            default -> {
                result.setCharAt(at, text.charAt(at + 1));
                result.setCharAt(at + 1, text.charAt(at));
            }
        }
        return result.toString();
    }

    private String wrongDate(String iso) {
        var date = LocalDate.parse(iso);
        return switch (random.nextInt(5)) {
            case 0 ->
                date.getDayOfMonth() <= 12
                        ? LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue())
                                .toString()
                        : iso;
            case 1 -> date.plusYears(random.nextBoolean() ? 1 : -1).toString();
            case 2 -> date.plusDays(1).toString();
            case 3 -> date.plusMonths(1).toString();
            default -> date.plusYears(10).toString();
        };
    }

    private String wrongDigit(String digits) {
        int at = digits.length() - 1 - random.nextInt(5);
        return digits.substring(0, at) + random.nextInt(10) + digits.substring(at + 1);
    }

    private static String shortAddress(String line) {
        return line.replace("Street", "St")
                .replace("Road", "Rd")
                .replace("Avenue", "Ave")
                .replace("'", "");
    }

    private String shortForm(String given) {
        return switch (given) {
            case "William" -> "Bill";
            case "Robert" -> "Bob";
            case "Elizabeth" -> "Liz";
            case "Margaret" -> "Peggy";
            case "Catherine" -> "Kate";
            case "Mohammed" -> "Muhammad";
            case "Andrew" -> "Andy";
            case "Deborah" -> "Debbie";
            default -> chance(0.3) ? given.substring(0, 1) : given.substring(0, Math.min(given.length(), 4));
        };
    }

    private void move(Map<String, String> letter) {
        int house = 1 + random.nextInt(150);
        letter.put("addressLine1", house + " " + pick(STREETS) + " " + pick(KINDS));
        letter.put("town", "Newbridge");
        letter.put("postcode", pick(DISTRICTS) + " " + random.nextInt(10) + postcodeLetter() + postcodeLetter());
    }

    private char postcodeLetter() {
        return POSTCODE_LETTERS.charAt(random.nextInt(POSTCODE_LETTERS.length()));
    }

    private String surname() {
        return chance(0.55) ? pickCommon(SURNAMES) : pick(MADE_FIRST) + pick(MADE_LAST);
    }

    private LocalDate birthday(boolean child) {
        if (!child && chance(0.02)) {
            return LocalDate.of(1940 + random.nextInt(65), 1, 1);
        }
        return NEWBORN.minusDays(child ? random.nextInt(18 * 365) : 18 * 365 + random.nextInt(75 * 365));
    }

    private String phone() {
        return "07700900%05d".formatted(random.nextInt(100_000));
    }

    static String nhsNumber(int index) {
        int stem = 0;
        int check = 10;
        for (int skipped = 0; check == 10; skipped++) {
            stem = Math.floorMod(index * 2L + skipped, 1_000_000);
            check = check("999%06d".formatted(stem));
        }
        return "999%06d%d".formatted(stem, check);
    }

    private static int check(String stem) {
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (10 - i) * (stem.charAt(i) - '0');
        }
        return (11 - sum % 11) % 11;
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Takes the first of the list far more often than the last, as surnames are spread. */
    private String pickCommon(List<String> list) {
        return list.get((int) (list.size() * Math.pow(random.nextDouble(), 1.7)));
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
