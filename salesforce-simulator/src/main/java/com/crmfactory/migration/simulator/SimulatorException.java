package com.crmfactory.migration.simulator;

/** A simulator that could not start; the message says what is wrong and what to do. */
public final class SimulatorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SimulatorException(String message, Throwable cause) {
        super(message, cause);
    }
}
