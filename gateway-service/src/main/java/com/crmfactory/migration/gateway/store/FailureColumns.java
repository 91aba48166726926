package com.crmfactory.migration.gateway.store;

import java.util.Locale;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;

/** A failure in four columns, all null if there is none. */
@Embeddable
public class FailureColumns {
    @Column(name = "error_code")
    String code;
    @Column(name = "error_type")
    String type;
    @Column(name = "error_message")
    String message;
    @Column(name = "error_hint")
    String hint;

    public static FailureColumns of(Failure failure) {
        FailureColumns columns = new FailureColumns();
        if (failure != null) {
            columns.code = failure.code();
            columns.type = failure.type().wire();
            columns.message = failure.message();
            columns.hint = failure.hint();
        }
        return columns;
    }

    /** JPA gives null in place of columns that are all null. */
    public static Failure read(FailureColumns columns) {
        return columns == null || columns.code == null
                ? null
                : new Failure(columns.code, FailureType.valueOf(columns.type.toUpperCase(Locale.ROOT)),
                        columns.message, columns.hint);
    }
}
