package com.crmfactory.migration.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.demo.MigrationView.MigratedObject;

class ProgressTest {

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);
    private final AtomicLong now = new AtomicLong();

    @Test
    void aLogGetsALineASecondAndEveryChangeOfStatus() {
        Progress lines = new PlainLines(out, now::get);
        lines.show(at("importing", 10));
        lines.show(at("importing", 20));
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        lines.show(at("importing", 30));
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        lines.show(at("importing", 30));
        lines.show(at("completed", 100));
        assertThat(text.toString().lines().map(String::strip)).hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Contact").contains(" 10% ")
                                .endsWith(" 10 / 100  importing"),
                        second -> assertThat(second).contains(" 30% ").endsWith(" 30 / 100  importing"),
                        third -> assertThat(third).contains(" 100% ").endsWith(" 100 / 100  completed"));
    }

    @Test
    void aTerminalIsDrawnInPlace() {
        Progress bars = new LiveBars(out);
        bars.show(at("importing", 50));
        assertThat(text.toString()).doesNotContain("\u001b[1A").contains("█".repeat(15) + "░".repeat(15));
        bars.show(at("importing", 60));
        assertThat(text.toString()).contains("\u001b[1A");
    }

    @Test
    void moreObjectsThanFitShowThoseThatMove() {
        List<MigratedObject> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(new MigratedObject("Object" + i, "t", 1, i == 39 ? "importing" : "pending", 9, 1, 1, 0, 0, 0, 0,
                    0));
        }
        new LiveBars(out).show(new MigrationView("mig_1", "running", null, null, null, many, null, 1));
        assertThat(text.toString().lines()).hasSize(23).first().asString().contains("Object39");
    }

    @Test
    void moreThanWasExpectedIsNotMoreThanFull() {
        assertThat(LiveBars.bar(at("importing", 130).objects().get(0))).contains("100%").contains("130 / 100");
    }

    private static MigrationView at(String status, long processed) {
        MigratedObject contacts = new MigratedObject("Contact", "contacts", 2, status, 100, processed, processed, 0, 0,
                0, 0, 0);
        return new MigrationView("mig_1", "running", null, null, null, List.of(contacts), null, 1);
    }
}
