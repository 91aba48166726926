package com.crmfactory.migration.salesforce;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lets a number of bytes pass, then throws {@link AnswerTooLarge}: also the end of a gzip bomb. */
final class CappedStream extends FilterInputStream {
    private final long cap;
    private long seen;

    CappedStream(InputStream in, long cap) {
        super(in);
        this.cap = cap;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private void count(int bytes) throws AnswerTooLarge {
        seen += bytes;
        if (seen > cap) {
            throw new AnswerTooLarge(cap);
        }
    }
}
