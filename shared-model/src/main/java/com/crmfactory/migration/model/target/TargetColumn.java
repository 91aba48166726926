package com.crmfactory.migration.model.target;

/** A value column of a target table. */
public record TargetColumn(String name, ColumnType type) {
}
