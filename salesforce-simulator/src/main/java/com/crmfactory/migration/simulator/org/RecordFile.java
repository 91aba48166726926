package com.crmfactory.migration.simulator.org;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/** One {@code data/<Object>.csv} of an org folder, in the form that Bulk API 2.0 prints: all quoted, {@code ""} for null. */
record RecordFile(Path file, ObjectDescribe describe) {

    private static final int LARGEST_CELL = 16 * 1024 * 1024;

    /** The rows by the describe's field order (the reader refuses a row of another length than the header); a column that the describe has and the file lacks is null. */
    List<String[]> rows() {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().maxBufferSize(LARGEST_CELL).ofCsvRecord(file)) {
            List<String[]> rows = new ArrayList<>();
            FieldDescribe[] columns = null;
            for (CsvRecord line : reader) {
                if (columns == null) {
                    columns = columns(line);
                } else {
                    rows.add(row(line, columns));
                }
            }
            if (columns == null) {
                throw new OrgFolderException(file, "is empty: a header line is needed");
            }
            fillMissing(rows, List.of(columns));
            return rows;
        } catch (IOException | CsvParseException e) {
            throw new OrgFolderException(file, "cannot be read: " + e.getMessage());
        }
    }

    private FieldDescribe[] columns(CsvRecord header) {
        FieldDescribe[] columns = new FieldDescribe[header.getFieldCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = describe.field(header.getField(i));
            if (columns[i] == null) {
                throw new OrgFolderException(file, "has a column that the describe lacks: " + header.getField(i));
            }
        }
        if (Stream.of(columns).noneMatch(column -> column.type().equals("id"))) {
            throw new OrgFolderException(file, "has no Id column");
        }
        return columns;
    }

    private String[] row(CsvRecord line, FieldDescribe[] columns) {
        String[] row = new String[describe.fields().size()];
        for (int i = 0; i < columns.length; i++) {
            String value = line.getField(i);
            row[columns[i].index()] = value.isEmpty() ? null : value;
        }
        return row;
    }

    /** A boolean is never null in Salesforce, and a person's Name is made of its parts. */
    private void fillMissing(List<String[]> rows, List<FieldDescribe> given) {
        for (FieldDescribe field : describe.fields()) {
            if (field.type().equals("boolean")) {
                rows.stream().filter(row -> row[field.index()] == null).forEach(row -> row[field.index()] = "false");
            }
        }
        FieldDescribe name = describe.field("Name");
        FieldDescribe first = describe.field("FirstName");
        FieldDescribe last = describe.field("LastName");
        if (name != null && first != null && last != null && !given.contains(name)) {
            rows.forEach(row -> row[name.index()] = Stream.of(row[first.index()], row[last.index()])
                    .filter(part -> part != null).collect(Collectors.joining(" ")));
        }
    }
}
