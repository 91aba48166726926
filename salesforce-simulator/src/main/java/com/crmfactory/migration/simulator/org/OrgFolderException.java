package com.crmfactory.migration.simulator.org;

import java.nio.file.Path;

/** An org folder that cannot be used; the message names the file and what is wrong with it. */
public final class OrgFolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OrgFolderException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
