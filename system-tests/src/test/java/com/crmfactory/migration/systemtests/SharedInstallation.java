package com.crmfactory.migration.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a journey the {@link Installation}, which starts with the first of them and stops after the last. */
public final class SharedInstallation implements ParameterResolver {

    private static final Namespace SPACE = Namespace.create(SharedInstallation.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(SPACE).computeIfAbsent(Installation.class, key -> start(),
                Installation.class);
    }

    private static Installation start() {
        try {
            return Installation.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
