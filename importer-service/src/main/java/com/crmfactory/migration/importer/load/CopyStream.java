package com.crmfactory.migration.importer.load;

import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A COPY into a table that goes to the database piece by piece, as its rows are made. Blocks. */
final class CopyStream implements AutoCloseable {
    private static final int PIECE = 192 * 1024;

    private final CopyIn in;
    private final CopyBinary content = new CopyBinary();

    /**
     * @param table
     *            with its columns: {@code crm.contacts (id, sf_id)}
     */
    CopyStream(Connection connection, String table) throws SQLException {
        in = connection.unwrap(PGConnection.class).getCopyAPI()
                .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
    }

    /** For the values of the next row, which the one before ends with. */
    CopyBinary row(int columns) throws SQLException {
        if (content.length() > PIECE) {
            in.writeToCopy(content.bytes(), 0, content.length());
            content.clear();
        }
        content.row(columns);
        return content;
    }

    /** @return rows that were written */
    long end() throws SQLException {
        content.end();
        in.writeToCopy(content.bytes(), 0, content.length());
        return in.endCopy();
    }

    /** Gives the COPY up if it was not ended. */
    @Override
    public void close() throws SQLException {
        if (in.isActive()) {
            in.cancelCopy();
        }
    }
}
