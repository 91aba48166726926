package com.crmfactory.migration.importer.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.target.ColumnType;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetColumn;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** PostgreSQL reads from the binary form what it reads from the text. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class CopyBinaryIT {
    private static final int MANY = 2_000;

    @Inject
    AgroalDataSource database;

    @Test
    void everyNumberIsWhatACastOfItsTextIs() throws Exception {
        Random random = new Random(7);
        Stream<String> drawn = random.ints(MANY, 1, 120).mapToObj(bits -> new BigDecimal(new BigInteger(bits, random),
                random.nextInt(30)).multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1)).toPlainString());
        same(ColumnType.NUMERIC, Stream.concat(drawn, Stream.of("0", "1", "-1", "10000", "9999", "0.0001", "0.00001",
                "-0.5", "100000000", "12345.6789", "1e3")).toList());
    }

    @Test
    void everyMomentIsWhatACastOfItsTextIs() throws Exception {
        Random random = new Random(8);
        List<String> ends = List.of("Z", ".5Z", ".000Z", ".123Z", ".123456Z", "+02:00", "-0330", ".7+15:59");
        List<String> moments = new ArrayList<>(List.of("0001-01-01T00:00:00Z", "1999-12-31T23:59:59.999999Z",
                "2000-01-01T00:00:00Z", "2024-02-29T12:00:00.000Z", "9999-12-31T23:59:59Z"));
        for (int i = 0; i < MANY; i++) {
            moments.add("%04d-%02d-%02dT%02d:%02d:%02d%s".formatted(1 + random.nextInt(9_998), 1 + random.nextInt(12),
                    1 + random.nextInt(28), random.nextInt(24), random.nextInt(60), random.nextInt(60),
                    ends.get(random.nextInt(ends.size()))));
        }
        same(ColumnType.TIMESTAMP, moments);
    }

    @Test
    void everyDateFlagAndTextIsWhatACastOfItIs() throws Exception {
        Random random = new Random(9);
        same(ColumnType.DATE, random.longs(MANY, LocalDate.of(1, 1, 1).toEpochDay(),
                LocalDate.of(9999, 12, 31).toEpochDay()).mapToObj(day -> LocalDate.ofEpochDay(day).toString())
                .toList());
        same(ColumnType.BOOLEAN, List.of("true", "false"));
        same(ColumnType.TEXT, List.of("", "plain", "ünï 𝄞 中", "a\tb\\c\n", "x".repeat(600_000), "é".repeat(300_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-02-30T00:00:00Z", "2026-05-01 07:25:37Z", "2026-05-01T07:25:37",
            "2026-05-01T07:25:37.1234567Z", "2026-05-01T07:25:37.Z", "2026-05-01T07:25:37+2"})
    void whatOnlyPostgresCanJudgeIsRefusedWithoutItsValue(String text) {
        for (ColumnType type : List.of(ColumnType.TIMESTAMP, ColumnType.DATE, ColumnType.NUMERIC, ColumnType.BOOLEAN)) {
            assertThatThrownBy(() -> new CopyBinary().value(text, type)).isInstanceOf(SQLDataException.class)
                    .hasMessage("a value that is not canonical");
        }
    }

    /** Binary values are not cast. */
    @Test
    void everyValueColumnIsOfTheTypeThatTheCatalogueSays() throws Exception {
        int compared = 0;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery("SELECT c.relname, a.attname, format_type(a.atttypid, NULL)"
                        + " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                        + " WHERE c.relnamespace = 'crm'::regnamespace AND c.relkind = 'r'")) {
            while (columns.next()) {
                String table = columns.getString(1);
                String name = columns.getString(2);
                Optional<TargetColumn> known = TargetCatalogue.relation(table).flatMap(t -> t.column(name));
                if (known.isPresent()) {
                    String expected = known.get().type() == ColumnType.TIMESTAMP
                            ? "timestamp with time zone"
                            : known.get().type().sql();
                    assertThat(columns.getString(3)).as(table + "." + name).isEqualTo(expected);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    private void same(ColumnType type, List<String> values) throws Exception {
        CopyBinary content = new CopyBinary();
        for (int i = 0; i < values.size(); i++) {
            content.row(3);
            content.bigint(i);
            content.text(values.get(i));
            content.value(values.get(i), type);
        }
        content.end();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "CREATE TEMP TABLE copied (n bigint, source text, value " + type.sql() + ") ON COMMIT DROP");
            long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(
                    "COPY copied FROM STDIN (FORMAT binary)",
                    new ByteArrayInputStream(content.bytes(), 0, content.length()));
            assertThat(rows).isEqualTo(values.size());
            List<String> wrong = new ArrayList<>();
            try (ResultSet different = statement.executeQuery("SELECT left(source, 99) FROM copied"
                    + " WHERE value::text IS DISTINCT FROM (source::" + type.sql() + ")::text")) {
                while (different.next()) {
                    wrong.add(different.getString(1));
                }
            }
            assertThat(wrong).isEmpty();
            connection.rollback();
        }
    }
}
