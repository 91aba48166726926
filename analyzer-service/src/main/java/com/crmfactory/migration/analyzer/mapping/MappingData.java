package com.crmfactory.migration.analyzer.mapping;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The mapping's tables, which are data beside this class. */
final class MappingData {
    private MappingData() {
    }

    /**
     * @throws UncheckedIOException
     *             if the packaged file is missing or cannot be read
     */
    static Map<String, String> read(String file) {
        try (var stream = MappingData.class.getResourceAsStream("/mapping/" + file)) {
            if (stream == null) {
                throw new IOException("The packaged file mapping/" + file + " is missing");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            Map<String, String> entries = new TreeMap<>();
            properties.forEach((key, value) -> entries.put((String) key, (String) value));
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
