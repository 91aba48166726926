package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.model.Topics;

/**
 * After all journeys: access and refresh tokens, the app's secret, the state, code and cookie of every log-in are nowhere in
 * clear, and sealed only where they are kept or handed on. (The answers of the HTTP API are searched as they come.)
 */
@Order(9)
@ExtendWith(SharedInstallation.class)
class SecretsIT {

    private static final String COLUMNS = "SELECT format('%I.%I', table_schema, table_name), string_agg(format("
            + "CASE data_type WHEN 'bytea' THEN 'encode(%I, ''escape'')' ELSE '%I::text' END, column_name), ' || '' '' || ')"
            + " FROM (SELECT * FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
            + " WHERE table_type = 'BASE TABLE' AND table_schema IN ('migration', 'analysis', 'import', 'crm')"
            + " AND data_type IN ('text', 'jsonb', 'json', 'character varying', 'bytea', 'ARRAY')) texts GROUP BY 1";
    private static final Set<String> MAY_SEAL = Set.of("migration.credentials", "migration.connection",
            "migration.login", "migration.outbox", "analysis.outbox", "import.outbox", "analysis.run",
            "import.connection", "import.object_run");
    private static final Set<String> MAY_CARRY = Set.of(Topics.ANALYSIS_COMMANDS, Topics.IMPORT_COMMANDS);

    private final Installation installation;
    private final Set<String> secrets;

    SecretsIT(Installation installation) {
        this.installation = installation;
        installation.first();
        this.secrets = installation.secrets();
        new Browser(installation.api(), installation.source(), secrets).connect();
        secrets.addAll(installation.source().issuedTokens());
        assertThat(secrets).hasSizeGreaterThan(5);
    }

    @Test
    void noRecordOnAnyTopicHoldsASecret() {
        List<KafkaTopics.Message> messages = installation.topics().all();
        assertThat(messages).extracting(KafkaTopics.Message::topic).contains("migration.analysis.commands",
                "migration.analysis.events", "migration.import.commands", "migration.import.pages",
                "migration.progress");
        assertThat(messages).allSatisfy(message -> {
            String text = message.text() + message.headers() + message.key();
            assertThat(MAY_CARRY.contains(message.topic())
                    ? Secrets.inClear(text, secrets)
                    : Secrets.in(text, secrets)).as(message.topic()).isEmpty();
        });
    }

    @Test
    void noColumnOfAnyTableHoldsASecret() {
        Map<String, String> tables = installation.database().map(COLUMNS);
        assertThat(tables).containsKeys("migration.credentials", "migration.outbox", "import.connection",
                "analysis.run", "migration.connection", "crm.contacts");
        String wanted = secrets.stream().map(secret -> "position('" + secret.replace("'", "''") + "' in row) > 0")
                .collect(Collectors.joining(" OR "));
        tables.forEach((table, texts) -> {
            String rows = "SELECT count(*) FROM (SELECT concat_ws(' ', " + texts.replace(" || ' ' || ", ", ")
                    + ") AS row FROM " + table + ") rows WHERE ";
            assertThat(installation.database().number(rows + wanted)).as("in clear in " + table).isZero();
            if (!MAY_SEAL.contains(table)) {
                assertThat(installation.database().number(rows + "row ~ '" + Secrets.SEALED + "'"))
                        .as("sealed in " + table).isZero();
            }
        });
    }

    @Test
    void noLogHoldsASecret() throws IOException {
        try (Stream<Path> logs = Files.list(installation.logs())) {
            List<Path> files = logs.toList();
            assertThat(files).extracting(file -> file.getFileName().toString())
                    .anyMatch(name -> name.contains("gateway"))
                    .anyMatch(name -> name.contains("importer")).anyMatch(name -> name.contains("analyzer"));
            for (Path file : files) {
                assertThat(Secrets.in(Files.readString(file, StandardCharsets.UTF_8), secrets)).as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void noPageOfAServiceForOperatorsHoldsASecret() {
        for (String path : new String[]{"/q/health", "/q/metrics", "/q/openapi", "/q/info"}) {
            installation.operatorsPages(path)
                    .forEach((page, text) -> assertThat(Secrets.in(text, secrets)).as(page).isEmpty());
        }
    }
}
