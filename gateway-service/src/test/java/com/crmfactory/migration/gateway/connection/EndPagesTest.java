package com.crmfactory.migration.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** The fixed page explains whatever the callback may send a browser to. */
class EndPagesTest {
    private static final Pattern CODE = Pattern.compile("<a id=\"(oauth_[a-z_]+)\"></a>");
    /** Of grants that need no browser. */
    private static final Set<String> ELSEWHERE = Set.of("oauth_assertion_invalid", "oauth_no_run_as_user",
            "oauth_token_unknown", "oauth_wrong_domain");

    @Test
    void hasAReasonAndARemedyForEveryRefusal() throws IOException {
        String page = Files.readString(Path.of("src/main/resources/META-INF/resources/not-connected.html"));
        Set<String> codes = new TreeSet<>();
        Matcher found = CODE.matcher(Files.readString(Path.of("../docs/errors.md")));
        while (found.find()) {
            codes.add(found.group(1));
        }
        codes.removeAll(ELSEWHERE);
        assertThat(codes).hasSizeGreaterThan(8);
        for (String code : codes) {
            assertThat(page).contains("<section id=\"" + code + "\">");
        }
        assertThat(page).contains("<section id=\"login_state_unknown\">").doesNotContain("<script");
    }
}
