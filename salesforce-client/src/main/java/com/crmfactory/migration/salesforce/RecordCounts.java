package com.crmfactory.migration.salesforce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** An answer of {@code /limits/recordCount}. */
record RecordCounts(List<Entry> sObjects) {
    private static final String RESOURCE = "/limits/recordCount?sObjects=";

    record Entry(String name, long count) {
    }

    RecordCounts {
        sObjects = sObjects == null ? List.of() : List.copyOf(sObjects);
    }

    Map<String, Long> byName() {
        return sObjects.stream().collect(Collectors.toMap(Entry::name, Entry::count, Math::max));
    }

    /** As few requests as name all objects, each within the length of a URL. */
    static List<String> paths(Collection<String> objects, Predicate<String> fits) {
        List<String> paths = new ArrayList<>();
        String path = "";
        for (String object : objects) {
            String name = OrgUrls.apiName(object);
            String longer = path.isEmpty() ? RESOURCE + name : path + "," + name;
            if (fits.test(longer)) {
                path = longer;
            } else {
                paths.add(path);
                path = RESOURCE + name;
            }
        }
        if (!path.isEmpty()) {
            paths.add(path);
        }
        return paths;
    }
}
