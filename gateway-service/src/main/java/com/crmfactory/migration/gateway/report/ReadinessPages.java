package com.crmfactory.migration.gateway.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.view.ReportView;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;

/** Writes readiness reports as pages: one file each, without script and without anything to fetch, made for A4 paper. */
@ApplicationScoped
public class ReadinessPages {
    private static final String STYLE_SHEET = "/readiness.css";

    private final String style;
    private final String policy;

    ReadinessPages() {
        this.style = read();
        this.policy = "default-src 'none'; style-src 'sha256-" + hash(style)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance readiness(Page page);
    }

    /** The page; texts of the org are escaped. */
    public Uni<String> page(String migrationName, ReportView report) {
        return Uni.createFrom()
                .completionStage(() -> Templates.readiness(Page.of(migrationName, style, report)).renderAsync());
    }

    /** The content security policy under which the page shows: its own style sheet, nothing else. */
    public String policy() {
        return policy;
    }

    private static String read() {
        try (InputStream file = ReadinessPages.class.getResourceAsStream(STYLE_SHEET)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String style) {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
