package com.crmfactory.migration.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

class CsvRowsTest {
    /** What a parser may stumble over is frequent; the long text crosses the end of the buffer. */
    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> cells = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.strings().withChars("ab\",\r\n \u0000é€😀".toCharArray())
                        .ofMaxLength(12).map(CsvRowsTest::wellFormed)),
                Tuple.of(4, Arbitraries.strings().alpha().ofMaxLength(20)),
                Tuple.of(1, Arbitraries.of("x".repeat(70_000), "é\"".repeat(40_000))));
        return Arbitraries.integers().between(1, 5)
                .flatMap(width -> cells.list().ofSize(width).list().ofMinSize(1).ofMaxSize(20));
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String written(List<List<String>> table, LineDelimiter line) throws IOException {
        StringWriter out = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().quoteStrategy(QuoteStrategies.ALWAYS).lineDelimiter(line)
                .build(out)) {
            table.forEach(writer::writeRecord);
        }
        return out.toString();
    }

    private static List<List<String>> read(InputStream in) throws IOException {
        CsvRows rows = new CsvRows(in);
        List<List<String>> table = new ArrayList<>();
        for (String[] row = rows.next(); row != null; row = rows.next()) {
            table.add(Arrays.stream(row).map(cell -> cell == null ? "" : cell).toList());
        }
        assertThat(rows.next()).as("still at the end").isNull();
        return table;
    }

    private static List<List<String>> read(String csv) {
        try {
            return read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives some bytes at a time, as a network does. */
    private static InputStream inPieces(byte[] bytes, long seed) {
        Random random = new Random(seed);
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(random.nextInt(20) == 0
                        ? 100_000
                        : 50)));
            }
        };
    }

    @Property(tries = 300)
    void readsWhatAnotherLibraryWrites(@ForAll("tables") List<List<String>> table, @ForAll LineDelimiter line,
            @ForAll long seed) throws IOException {
        byte[] csv = written(table, line).getBytes(StandardCharsets.UTF_8);

        assertThat(read(inPieces(csv, seed)).equals(table)).as("the same table").isTrue();
    }

    @Property(tries = 300)
    void whatWasCutOffIsRefusedOrShorterByWholeRows(@ForAll("tables") List<List<String>> table, @ForAll long seed)
            throws IOException {
        byte[] csv = written(table, LineDelimiter.LF).getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(csv, new Random(seed).nextInt(csv.length));

        List<List<String>> whole;
        try {
            whole = read(inPieces(cut, seed));
        } catch (CsvRows.Malformed e) {
            return;
        }
        assertThat(whole.equals(table.subList(0, whole.size()))).as("the same rows").isTrue();
    }

    @Property
    void anyBytesAreRowsOfOneWidthOrRefused(@ForAll @Size(max = 200) List<Byte> bytes) throws IOException {
        byte[] csv = new byte[bytes.size()];
        String signs = "\",\n\ra";
        for (int i = 0; i < csv.length; i++) {
            csv[i] = bytes.get(i) < 0 ? (byte) signs.charAt(-bytes.get(i) % signs.length()) : bytes.get(i);
        }
        try {
            List<List<String>> table = read(new ByteArrayInputStream(csv));
            assertThat(table).allSatisfy(row -> assertThat(row).hasSameSizeAs(table.get(0)));
        } catch (CsvRows.Malformed e) {
            assertThat(e.getMessage()).as("nothing of the data").matches("[a-z ]+");
        }
    }

    @Example
    void cellsWithoutQuotesAndBlankLinesAreReadToo() {
        assertThat(read("\n\nId,Name\r\n\r\n1,a \"b\" c\n2,\n")).containsExactly(List.of("Id", "Name"),
                List.of("1", "a \"b\" c"), List.of("2", ""));
    }

    @Example
    void bytesThatAreNoUtf8AreReplacedAndNothingElseIsTouched() throws IOException {
        byte[] csv = {'"', 'a', (byte) 0xC3, '"', ',', '"', (byte) 0xFF, 'b', '"', '\n'};

        assertThat(read(new ByteArrayInputStream(csv))).containsExactly(List.of("a\uFFFD", "\uFFFDb"));
    }

    @Example
    void aQuoteThatNeverClosesEndsBeforeTheMemoryDoes() {
        InputStream endless = new InputStream() {
            private boolean begun;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) 'x');
                if (!begun) {
                    target[offset] = '"';
                    begun = true;
                }
                return length;
            }
        };
        assertThatExceptionOfType(CsvRows.Malformed.class).isThrownBy(() -> new CsvRows(endless).next());
    }
}
