package com.crmfactory.migration.salesforce;

import java.io.IOException;

/** An answer that would not fit the memory set aside for it. */
final class AnswerTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    AnswerTooLarge(long bytes) {
        super("More than " + bytes + " bytes");
    }
}
