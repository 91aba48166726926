package com.crmfactory.migration.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {

    @Test
    void writesWhatTheListOfErrorsIsMadeOf() {
        assertThat(Markdown.page("Errors", """
                                           # Errors

                                           A `code` and **more**, [here](#a_b).

                                           - one
                                           - two

                                           ```json
                                           {"a": "<b>"}
                                           ```

                                           | code | text |
                                           |---|---|
                                           | <a id="a_b"></a>`a_b` | <script> |
                                           """)).contains("<h1>Errors</h1>",
                "<p>A <code>code</code> and <strong>more</strong>, <a href=\"#a_b\">here</a>.</p>",
                "<ul><li>one</li><li>two</li></ul>", "<pre>{\"a\": \"&lt;b&gt;\"}</pre>",
                "<tr><td><a id=\"a_b\"></a><code>a_b</code></td><td>&lt;script&gt;</td></tr>")
                .doesNotContain("<script>");
    }
}
