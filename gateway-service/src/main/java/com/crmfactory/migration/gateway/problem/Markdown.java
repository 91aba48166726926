package com.crmfactory.migration.gateway.problem;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much Markdown as {@code docs/errors.md} is written in: headings, paragraphs, lists, tables, code, anchors, links. */
final class Markdown {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\((#[^)]+|https?:[^)]+)\\)");
    private static final Pattern ANCHOR = Pattern.compile("&lt;a id=\"([a-z_]+)\"&gt;&lt;/a&gt;");
    private static final Pattern RULE = Pattern.compile("\\|[-:| ]+\\|");
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");

    private Markdown() {
    }

    static String page(String title, String text) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
                + "</title></head><body>\n"
                + Arrays.stream(text.split("\n\\s*\n")).map(Markdown::block).collect(Collectors.joining("\n"))
                + "\n</body></html>\n";
    }

    private static String block(String block) {
        if (block.startsWith("#")) {
            int level = block.indexOf(' ');
            return "<h" + level + ">" + inline(block.substring(level + 1)) + "</h" + level + ">";
        }
        if (block.startsWith("```")) {
            return "<pre>" + escape(block.replaceAll("(?m)^```.*$", "").strip()) + "</pre>";
        }
        if (block.startsWith("|")) {
            return "<table>" + block.lines().filter(line -> !RULE.matcher(line).matches()).map(Markdown::row)
                    .collect(Collectors.joining("\n")) + "</table>";
        }
        if (block.startsWith("- ")) {
            return "<ul>" + Arrays.stream(block.substring(2).split("\n- "))
                    .map(item -> "<li>" + inline(item) + "</li>").collect(Collectors.joining()) + "</ul>";
        }
        return "<p>" + inline(block) + "</p>";
    }

    private static String row(String line) {
        String cells = line.substring(1, line.lastIndexOf('|'));
        return "<tr>" + CELLS.splitAsStream(cells).map(cell -> "<td>" + inline(cell.strip()) + "</td>")
                .collect(Collectors.joining()) + "</tr>";
    }

    private static String inline(String text) {
        String html = CODE.matcher(escape(text)).replaceAll("<code>$1</code>");
        html = BOLD.matcher(html).replaceAll("<strong>$1</strong>");
        html = LINK.matcher(html).replaceAll("<a href=\"$2\">$1</a>");
        return ANCHOR.matcher(html).replaceAll("<a id=\"$1\"></a>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
