package com.crmfactory.migration.importer.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.crmfactory.migration.importer.run.OrgObject.Field;
import com.crmfactory.migration.importer.run.OrgObject.Reference;
import com.crmfactory.migration.model.message.ReferenceMapping.Parent;
import com.crmfactory.migration.simulator.org.Ids;

/** A small org of any shape, and how it is to be migrated; the same seed always gives the same ones. */
final class RandomOrg {
    /** Ids of some records differ by the case of a letter only. */
    private static final int FIRST = 10;
    private static final int STRANGERS = 5;
    private static final int[] SIZES = {0, 1, 12, 40, 40, 80};
    /** How many of a hundred cells hold what cannot be imported, and how many references lead nowhere. */
    private static final int[] PERCENT_BAD = {0, 2, 5};
    private static final int[] PERCENT_MISSING = {0, 2, 20};
    private static final int PERCENT_BLANK = 20;
    private static final int PERCENT_OUTSIDE = 2;
    /** An order, a queue, and what is no id at all. */
    private static final List<String> OUTSIDE = List.of(id("801", 1), id("00G", 1), "001", "nobody");

    private final Map<OrgObject, Integer> sizes = new EnumMap<>(OrgObject.class);
    private final Map<OrgObject, List<OrgRecord>> records = new EnumMap<>(OrgObject.class);
    private final OrgRules rules;
    private final int bad;
    private final int missing;
    private final int blank;

    RandomOrg(Random random) {
        rules = OrgRules.random(random);
        bad = PERCENT_BAD[random.nextInt(PERCENT_BAD.length)];
        missing = PERCENT_MISSING[random.nextInt(PERCENT_MISSING.length)];
        blank = random.nextInt(PERCENT_BLANK);
        for (OrgObject object : OrgObject.values()) {
            sizes.put(object, SIZES[random.nextInt(SIZES.length)]);
        }
        for (OrgObject object : OrgObject.values()) {
            List<OrgRecord> made = new ArrayList<>();
            for (int number = 0; number < sizes.get(object); number++) {
                made.add(record(object, number, random));
            }
            if (random.nextBoolean()) {
                Collections.shuffle(made, random);
            }
            records.put(object, List.copyOf(made));
        }
    }

    private OrgRecord record(OrgObject object, int number, Random random) {
        Map<String, String> cells = new TreeMap<>();
        Set<String> refused = new TreeSet<>();
        for (Field field : object.fields()) {
            String wrong = random.nextInt(100) < bad ? field.cell().bad(random) : null;
            if (wrong != null && rules.takes(object, field)) {
                refused.add(field.name());
            }
            String value = wrong == null ? good(field, random) : wrong;
            if (value != null) {
                cells.put(field.name(), value);
            }
        }
        for (Reference reference : object.references()) {
            String parent = parent(object, reference, number, random);
            if (parent != null) {
                cells.put(reference.name(), parent);
            }
        }
        return new OrgRecord(object, id(object.prefix(), number), cells, refused);
    }

    private String good(Field field, Random random) {
        if (field.equals(OrgObject.DELETED)) {
            return String.valueOf(random.nextInt(15) == 0);
        }
        return random.nextInt(100) < blank && field.cell() != Cell.FLAG ? null : field.cell().good(random);
    }

    /** Present, beyond the last record, not of the migration, or null for blank. */
    private String parent(OrgObject object, Reference reference, int number, Random random) {
        int luck = random.nextInt(100);
        if (luck < blank) {
            return null;
        }
        if (luck < blank + PERCENT_OUTSIDE && !reference.required()) {
            return OUTSIDE.get(random.nextInt(OUTSIDE.size()));
        }
        Parent parent = reference.parents().get(random.nextInt(reference.parents().size()));
        OrgObject of = OrgObject.of(parent.keyPrefix());
        int size = of == null ? 0 : sizes.get(of);
        if (of == object && random.nextInt(3) == 0) {
            // Itself, or the next one, so that some are in a cycle with many others.
            return id(parent.keyPrefix(), random.nextBoolean() ? number : (number + 1) % size);
        }
        boolean nowhere = size == 0 || random.nextInt(100) < missing;
        return id(parent.keyPrefix(), nowhere ? size + random.nextInt(STRANGERS) : random.nextInt(size));
    }

    private static String id(String prefix, int number) {
        return Ids.of(prefix + "5g0", FIRST + number);
    }

    OrgRules rules() {
        return rules;
    }

    List<OrgRecord> of(OrgObject object) {
        return records.get(object);
    }

    /** Those that Salesforce shows to the migration, by id. */
    Map<String, OrgRecord> delivered(OrgObject object) {
        Map<String, OrgRecord> delivered = new TreeMap<>();
        of(object).stream().filter(rules::delivers).forEach(record -> delivered.put(record.sfId(), record));
        return delivered;
    }

    @Override
    public String toString() {
        return sizes + " records, " + bad + " % of the cells bad, " + missing
                + " % of the references without a parent, "
                + rules;
    }
}
