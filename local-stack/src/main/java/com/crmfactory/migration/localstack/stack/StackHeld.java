package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder is in use by another stack. */
public final class StackHeld extends IOException {

    private static final long serialVersionUID = 1L;

    StackHeld(Path folder, Optional<Census> holder) {
        super("The folder %s is in use by %s. Stop it with: ./migrate down --data %s – or take another folder with --data."
                .formatted(
                        folder,
                        holder.map(census -> "the stack of process " + census.launcher().pid())
                                .orElse("a stack that is just starting"),
                        folder));
    }
}
