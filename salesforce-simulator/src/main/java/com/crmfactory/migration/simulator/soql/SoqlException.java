package com.crmfactory.migration.simulator.soql;

/** A query that Salesforce would refuse with HTTP 400: its {@code errorCode} and the message with the caret picture. */
public final class SoqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int WINDOW = 60;

    private final String errorCode;

    /** Without a picture, for errors that have no place in the text. */
    public SoqlException(String errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    /** @param offset where in the query's text the error is, from 0; row and column are counted from 1 */
    SoqlException(String errorCode, String soql, int offset, String message) {
        this(errorCode, picture(soql, Math.min(offset, soql.length())) + message);
    }

    public String errorCode() {
        return errorCode;
    }

    /**
     * The line around the error with a caret under it. Source: recorded error bodies; a long line is cut around the
     * place as real orgs do.
     */
    private static String picture(String soql, int offset) {
        int start = soql.lastIndexOf('\n', offset - 1) + 1;
        int end = soql.indexOf('\n', offset);
        end = end < 0 ? soql.length() : end;
        int column = offset - start + 1;
        int row = 1 + (int) soql.substring(0, start).chars().filter(c -> c == '\n').count();
        int from = end - start > 2 * WINDOW ? Math.max(start, offset - WINDOW) : start;
        int to = end - start > 2 * WINDOW ? Math.min(end, offset + WINDOW) : end;
        return "\n" + soql.substring(from, to) + "\n" + " ".repeat(offset - from) + "^\nERROR at Row:" + row
                + ":Column:"
                + column + "\n";
    }
}
