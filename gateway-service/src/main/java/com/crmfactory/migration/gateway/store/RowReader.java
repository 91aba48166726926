package com.crmfactory.migration.gateway.store;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;

import io.vertx.mutiny.sqlclient.Row;

/**
 * Fills an entity from a row by the mapping that JPA has of it, without a session: for what is read so often that a
 * session is most of the cost. A column that is mapped later is read here as well.
 */
final class RowReader<T> {
    private final Supplier<T> make;
    private final List<Slot> slots;

    /**
     * A column and where its value belongs.
     *
     * @param holder
     *            the embedded part that has the field; null if it is the entity's own
     */
    private record Slot(String column, Field holder, Field field) {
    }

    RowReader(Class<T> type, Supplier<T> make) {
        this.make = make;
        List<Slot> found = new ArrayList<>();
        for (Field field : mapped(type)) {
            if (field.isAnnotationPresent(Embedded.class)) {
                mapped(field.getType()).forEach(part -> found.add(new Slot(column(part), field, part)));
            } else {
                found.add(new Slot(column(field), null, field));
            }
        }
        this.slots = List.copyOf(found);
    }

    /** The columns to select, of the table with this alias. */
    String columns(String alias) {
        return slots.stream().map(slot -> alias + "." + slot.column()).collect(joining(", "));
    }

    /** How many columns an entity has. */
    int size() {
        return slots.size();
    }

    /**
     * @param first
     *            position of its first column
     */
    T read(Row row, int first) {
        T entity = make.get();
        int position = first;
        try {
            for (Slot slot : slots) {
                Object value = row.getValue(position++);
                if (value != null) {
                    slot.field().set(slot.holder() == null ? entity : part(entity, slot.holder()), plain(value));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("An entity that cannot be filled", e);
        }
        return entity;
    }

    private static Object part(Object entity, Field holder) throws ReflectiveOperationException {
        Object part = holder.get(entity);
        if (part == null) {
            part = holder.getType().getDeclaredConstructor().newInstance();
            holder.set(entity, part);
        }
        return part;
    }

    private static Object plain(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : value;
    }

    /** What the build adds to entities is no column. */
    private static List<Field> mapped(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())
                    && !field.isSynthetic() && !field.getName().startsWith("$")) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static String column(Field field) {
        Column named = field.getAnnotation(Column.class);
        return named == null || named.name().isEmpty() ? field.getName() : named.name();
    }
}
