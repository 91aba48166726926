package com.crmfactory.migration.importer.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class HtmlTextTest {

    @Test
    void readsAsAReaderWould() {
        assertThat(HtmlText.of("<html><head><style>p { color: red }</style></head><body><p>Dear  Ada,</p>\n"
                + "<p>1 &lt; 2 &amp; 3&#44; &#x20AC;5&nbsp;only<br/>Bye</p><!-- unseen --><script>x()</script></body>"))
                .isEqualTo("Dear Ada,\n1 < 2 & 3, €5 only\nBye");
        assertThat(HtmlText.of("no markup, a < b and &unknown;")).isEqualTo("no markup, a < b and &unknown;");
        assertThat(HtmlText.of("<p> </p>")).isNull();
    }

    /** As long as Salesforce lets a body be; what looks for an end at every beginning takes half a minute. */
    @ParameterizedTest
    @ValueSource(strings = {"<br", "&nbsp;", "<b> ", "<!--", "<script", "</p", "&#", "<p> \n"})
    @Timeout(5)
    void theLongestBodyIsReadInATimeAsLongAsItIs(String piece) {
        HtmlText.of(piece.repeat(131_072 / piece.length()));
    }

    @Test
    void breaksAndSpacesBesideThemAreOneBreak() {
        assertThat(HtmlText.of("a &nbsp;<br title='x'> &nbsp; <br>&nbsp;b <br")).isEqualTo("a\n\nb");
        assertThat(HtmlText.of("a<br><br><br> <br>b > c")).isEqualTo("a\n\nb > c");
    }

    @Property(tries = 300)
    void whateverItIsItNeverThrows(@ForAll String html) {
        assertThat(HtmlText.of("<p>" + html + "&#x110000;&#0;&#;")).isNotNull();
    }
}
