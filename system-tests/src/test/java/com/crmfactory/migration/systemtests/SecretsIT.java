package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After all journeys: the Salesforce token is nowhere in clear. (The HTTP answers are searched as they come.) */
@Order(8)
@ExtendWith(SharedInstallation.class)
class SecretsIT {

    private static final String COLUMNS = "SELECT format('%I.%I', table_schema, table_name), string_agg(format("
            + "'%I::text LIKE $1', column_name), ' OR ') FROM information_schema.columns"
            + " JOIN information_schema.tables USING (table_schema, table_name) WHERE table_type = 'BASE TABLE'"
            + " AND table_schema IN ('migration', 'analysis', 'import', 'crm')"
            + " AND data_type IN ('text', 'jsonb', 'json', 'character varying', 'bytea', 'ARRAY') GROUP BY 1";

    private final Installation installation;
    private final String token;

    SecretsIT(Installation installation) {
        this.installation = installation;
        this.token = installation.source().accessToken();
        installation.first();
    }

    @Test
    void noRecordOnAnyTopicHoldsTheToken() {
        List<KafkaTopics.Message> messages = installation.topics().all();
        assertThat(messages).extracting(KafkaTopics.Message::topic).contains("migration.analysis.commands",
                "migration.analysis.events", "migration.import.commands", "migration.import.pages",
                "migration.progress");
        assertThat(messages).noneMatch(message -> message.text().contains(token)
                || message.headers().toString().contains(token) || String.valueOf(message.key()).contains(token));
    }

    @Test
    void noColumnOfAnyTableHoldsTheToken() {
        Map<String, String> tables = installation.database().map(COLUMNS);
        assertThat(tables).containsKeys("migration.credentials", "migration.outbox", "import.connection",
                "analysis.run");
        tables.forEach((table, condition) -> assertThat(installation.database().number("SELECT count(*) FROM " + table
                + " WHERE " + condition.replace("$1", "'%" + token + "%'"))).as(table).isZero());
    }

    @Test
    void noLogHoldsTheToken() throws IOException {
        try (Stream<Path> logs = Files.list(installation.logs())) {
            List<Path> files = logs.toList();
            assertThat(files).extracting(file -> file.getFileName().toString())
                    .anyMatch(name -> name.contains("gateway"))
                    .anyMatch(name -> name.contains("importer")).anyMatch(name -> name.contains("analyzer"));
            for (Path file : files) {
                assertThat(Files.readString(file, StandardCharsets.UTF_8).contains(token)).as(file.toString())
                        .isFalse();
            }
        }
    }
}
