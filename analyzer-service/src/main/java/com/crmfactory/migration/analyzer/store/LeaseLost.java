package com.crmfactory.migration.analyzer.store;

/** Somebody else works on this analysis by now, or nobody needs it any more: the holder stops and writes nothing. */
public final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeaseLost(Lease lease) {
        super("the lease of " + lease + " is lost");
    }
}
