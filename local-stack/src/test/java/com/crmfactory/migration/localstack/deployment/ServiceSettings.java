package com.crmfactory.migration.localstack.deployment;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service's {@code application.properties} says about its port and the variables that it reads. */
record ServiceSettings(int port, Set<String> variables) {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}:]+)");

    static ServiceSettings of(String service) throws IOException {
        Properties properties = new Properties();
        Path file = Path.of("..", service + "-service", "src/main/resources/application.properties");
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Set<String> variables = new TreeSet<>();
        for (String name : properties.stringPropertyNames()) {
            variables.add(asVariable(name));
            Matcher expressions = EXPRESSION.matcher(properties.getProperty(name));
            while (expressions.find()) {
                variables.add(asVariable(expressions.group(1)));
            }
        }
        return new ServiceSettings(Integer.parseInt(properties.getProperty("quarkus.http.port")), variables);
    }

    /** MicroProfile Config's rule for environment variables. */
    private static String asVariable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
