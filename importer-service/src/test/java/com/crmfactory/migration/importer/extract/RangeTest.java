package com.crmfactory.migration.importer.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Instant THEN = Instant.parse("2026-05-01T07:25:37Z");

    private record Made(Instant created, String id) {
    }

    @Test
    void theWholeObjectHasNoCondition() {
        assertThat(Range.ALL.conditions()).isEmpty();
    }

    @Test
    void aRangeIncludesItsBeginningAndNotItsEnd() {
        assertThat(new Range(THEN, THEN.plusMillis(500), "001A", "001B").conditions()).containsExactly(
                "CreatedDate >= 2026-05-01T07:25:37Z", "CreatedDate < 2026-05-01T07:25:37.500Z", "Id >= '001A'",
                "Id < '001B'");
    }

    @Test
    void neitherOneMomentNorOneIdHasHalves() {
        assertThat(Range.ALL.halvesByTime(THEN, THEN)).isEmpty();
        assertThat(Range.ALL.halvesById("001000000000001AAA", "001000000000001")).isEmpty();
        assertThat(Range.ALL.halvesByTime(THEN, THEN.plusMillis(1))).isPresent();
    }

    /** Bursts of one moment, ids in any order: halved until it is small, every record is in exactly one part. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void halvesOfHalvesHoldEveryRecordOnce(long seed) {
        Random random = new Random(seed);
        List<Made> all = IntStream.range(0, 300)
                .mapToObj(i -> new Made(THEN.plusSeconds(random.nextInt(4) * 86_400L * random.nextInt(300)),
                        "001" + random.ints(12, 0, 62).mapToObj(d -> DIGITS.substring(d, d + 1)).reduce("",
                                String::concat)))
                .toList();
        List<Range> parts = new ArrayList<>();
        halve(Range.ALL, all, parts);
        assertThat(all).allSatisfy(made -> assertThat(parts.stream().filter(part -> holds(part, made))).hasSize(1));
        assertThat(parts).allSatisfy(part -> assertThat(all.stream().filter(made -> holds(part, made)).count())
                .isLessThanOrEqualTo(7));
        assertThat(parts).hasSizeLessThan(300);
    }

    private static void halve(Range range, List<Made> all, List<Range> parts) {
        List<Made> in = all.stream().filter(made -> holds(range, made)).toList();
        if (in.size() <= 7) {
            parts.add(range);
            return;
        }
        Optional<List<Range>> byTime = range.isById()
                ? Optional.empty()
                : range.halvesByTime(in.stream().map(Made::created).min(Instant::compareTo).orElseThrow(),
                        in.stream().map(Made::created).max(Instant::compareTo).orElseThrow());
        byTime.or(() -> range.halvesById(in.stream().map(Made::id).min(String::compareTo).orElseThrow(),
                in.stream().map(Made::id).max(String::compareTo).orElseThrow())).orElseThrow()
                .forEach(half -> halve(half, all, parts));
    }

    private static boolean holds(Range range, Made made) {
        return (range.createdFrom() == null || !made.created().isBefore(range.createdFrom()))
                && (range.createdUntil() == null || made.created().isBefore(range.createdUntil()))
                && (range.idFrom() == null || made.id().compareTo(range.idFrom()) >= 0)
                && (range.idUntil() == null || made.id().compareTo(range.idUntil()) < 0);
    }
}
