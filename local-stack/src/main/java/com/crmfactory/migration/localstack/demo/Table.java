package com.crmfactory.migration.localstack.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Text in columns: the first ones left, numbers right. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();
    private final int textColumns;

    Table(int textColumns, String... heads) {
        this.textColumns = textColumns;
        rows.add(List.of(heads));
    }

    /** Numbers get thousands separators. */
    Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Number number ? "%,d".formatted(number.longValue()) : String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append("  ").append(padded(row.get(i), i));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private String padded(String cell, int column) {
        int width = IntStream.range(0, rows.size()).map(i -> rows.get(i).get(column).length()).max().orElse(0);
        String blanks = " ".repeat(width - cell.length());
        return column < textColumns ? cell + blanks : blanks + cell;
    }
}
