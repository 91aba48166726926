package com.crmfactory.migration.importer.run;

/** The run is held or cancelled: what is left of the object's present step is not for now. */
final class ObjectStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ObjectStopped(ObjectRun run) {
        super(run + " stops", null, false, false);
    }
}
