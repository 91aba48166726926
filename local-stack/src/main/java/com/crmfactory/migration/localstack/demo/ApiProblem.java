package com.crmfactory.migration.localstack.demo;

import java.io.IOException;

/** The gateway refused a call. The message is what its problem document says. */
public final class ApiProblem extends IOException {

    private static final long serialVersionUID = 1L;

    ApiProblem(String call, int status, String title, String detail, String code) {
        super("%s was answered with %d %s: %s (%s)".formatted(call, status, title, detail, code));
    }
}
