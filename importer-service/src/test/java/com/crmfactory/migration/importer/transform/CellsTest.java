package com.crmfactory.migration.importer.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.model.configuration.Transform;

class CellsTest {
    private static final String NUMBER_CHARACTERS = "0012345.-e+ ";

    @ParameterizedTest
    @CsvSource({"2026-05-01T07:25:37.000+0000,2026-05-01T07:25:37.000Z",
            "2026-05-01T07:25:37.000Z,2026-05-01T07:25:37.000Z", "2026-05-01T07:25:37Z,2026-05-01T07:25:37Z",
            "2026-05-01T07:25:37.000+00:00,2026-05-01T07:25:37.000Z",
            "2026-05-01T07:25:37.000+0530,2026-05-01T07:25:37.000+0530", "2024-02-29,2024-02-29T00:00:00.000Z",
            "1905-12-31T23:59:59.000Z,1905-12-31T23:59:59.000Z"})
    void anInstantIsTheSameTextFromRestAndFromBulk(String text, String canonical) {
        assertThat(Cells.canonical(text, Transform.TIMESTAMP)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01", "2026-5-1",
            "yesterday",
            "2026-05-01 07:25:37", "2026-05-01T24:00:00Z", "2026-05-01T07:60:00Z", "2026-05-01T07:25:37",
            "2026-05-01T07:25:37.000+9900", "2026-05-01T07:25:37.Z", "2026-05-01T07:25:37.000Z; DROP", "2026-05-01T",
            "２０２６-05-01"})
    void whatIsNoInstantIsRefused(String text) {
        assertThat(Cells.canonical(text, Transform.TIMESTAMP)).isNull();
    }

    @Test
    void everyDayOfFourCenturiesIsADateAndTheDayAfterTheLastOfAMonthIsNot() {
        for (LocalDate day = LocalDate.of(1800, 1, 1); day.getYear() < 2200; day = day.plusDays(1)) {
            assertThat(Cells.canonical(day.toString(), Transform.DATE)).isEqualTo(day.toString());
        }
        for (LocalDate month = LocalDate.of(1896, 1, 1); month.getYear() < 2004; month = month.plusMonths(1)) {
            String afterLast = month.toString().substring(0, 8) + (month.lengthOfMonth() + 1);
            assertThat(Cells.canonical(afterLast, Transform.DATE)).as(afterLast).isNull();
        }
    }

    @Test
    void everyCanonicalInstantIsReadByJava() {
        OffsetDateTime first = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        DateTimeFormatter rest = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");
        for (int i = 0; i < 5_000; i++) {
            OffsetDateTime instant = first.plusSeconds(i * 411_111L).truncatedTo(ChronoUnit.SECONDS);
            assertThat(OffsetDateTime.parse(Cells.canonical(rest.format(instant), Transform.TIMESTAMP)))
                    .isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @CsvSource({"3.5E8,350000000", "15000,15000", "15000.0,15000", "0.0,0", "-0.10,-0.1", "1e-3,0.001",
            "123456789012345678.123456789,123456789012345678.123456789"})
    void aNumberKeepsEveryDigitAndHasOneForm(String text, String canonical) {
        assertThat(Cells.canonical(text, Transform.NUMBER)).isEqualTo(canonical);
    }

    /** Whichever way it is read. */
    @Test
    void aNumberIsWhatJavaReads() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            String text = random.ints(1 + random.nextInt(7), 0, NUMBER_CHARACTERS.length())
                    .mapToObj(c -> NUMBER_CHARACTERS.substring(c, c + 1)).collect(Collectors.joining());
            assertThat(Cells.canonical(text, Transform.NUMBER)).as(text).isEqualTo(readByJava(text));
        }
    }

    private static String readByJava(String text) {
        try {
            BigDecimal value = new BigDecimal(text.strip());
            return Math.abs(value.scale()) > 300
                    ? null
                    : value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Test
    void whatIsAsLongAsANumberMayBeIsOne() {
        assertThat(Cells.canonical("9".repeat(300), Transform.NUMBER)).isEqualTo("9".repeat(300));
        assertThat(Cells.canonical("9".repeat(301), Transform.NUMBER)).isNull();
        assertThat(Cells.canonical("0." + "1".repeat(300), Transform.NUMBER)).isEqualTo("0." + "1".repeat(300));
        assertThat(Cells.canonical("0." + "1".repeat(301), Transform.NUMBER)).isNull();
    }

    /** Some fields hold 131,072 characters, which take half a second to be read as a number. */
    @Test
    @Timeout(5)
    void aLongTextIsSoonSeenToBeNoNumber() {
        String digits = "9".repeat(131_072);
        for (int i = 0; i < 200; i++) {
            assertThat(Cells.canonical(digits, Transform.NUMBER)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E1000000000", "1E-1000000000", "NaN", "Infinity", "1,000", "0x10", "--1", "",
            "1E99999999999"})
    void whatIsNoNumberOfAnybodysIsRefused(String text) {
        assertThat(Cells.canonical(text, Transform.NUMBER)).isNull();
    }

    @Test
    void dropsNulAndRepairsHalfCharactersAndLeavesEmojiAlone() {
        assertThat(Cells.storable("a\u0000b")).isEqualTo("ab");
        assertThat(Cells.storable("a\uD83Db")).isEqualTo("a\uFFFDb");
        assertThat(Cells.storable("\uDE00")).isEqualTo("\uFFFD");
        String emoji = "naïve 😀\r\n\"quoted\"\ttext";
        assertThat(Cells.storable(emoji)).isSameAs(emoji);
    }

    @Test
    void onlyWordsForTrueAndFalseAreBooleans() {
        assertThat(Cells.canonical("true", Transform.BOOLEAN)).isEqualTo("true");
        assertThat(Cells.canonical("FALSE", Transform.BOOLEAN)).isEqualTo("false");
        assertThat(Cells.canonical("yes", Transform.BOOLEAN)).isNull();
    }
}
