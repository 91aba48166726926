package com.crmfactory.migration.simulator.soql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

import io.github.apexdevtools.apexparser.ApexLexer;
import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParser.FieldGroupByContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldNameContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldOrderContext;
import io.github.apexdevtools.apexparser.ApexParser.FromNameListContext;
import io.github.apexdevtools.apexparser.ApexParser.QueryContext;
import io.github.apexdevtools.apexparser.ApexParser.SelectEntryContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlFunctionContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import io.github.apexdevtools.apexparser.ApexParserFactory;

/** Turns SOQL text into a {@link Soql} by the apex-parser grammar. */
public final class SoqlParser {

    /** Source: facts §3. */
    private static final int LONGEST_QUERY = 100_000;
    private static final Set<String> CLAUSES = Set.of("WHERE", "ORDER", "GROUP", "LIMIT", "OFFSET", "HAVING");

    private final String text;

    private SoqlParser(String text) {
        this.text = text;
    }

    /** @throws SoqlException MALFORMED_QUERY with the caret picture */
    public static Soql parse(String text) {
        if (text.length() > LONGEST_QUERY) {
            throw new SoqlException("MALFORMED_QUERY",
                    "SOQL statements cannot be longer than " + LONGEST_QUERY + " characters.");
        }
        return new SoqlParser(text).parse();
    }

    private Soql parse() {
        BaseErrorListener failing = new BaseErrorListener() {
            @Override
            public void syntaxError(Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message,
                    RecognitionException cause) {
                throw unexpected(symbol instanceof Token token ? token : null, line, column);
            }
        };
        ApexLexer lexer = ApexParserFactory.createLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(failing);
        ApexParser parser = ApexParserFactory.createParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(failing);
        QueryContext query = parser.query();
        Token next = parser.getCurrentToken();
        if (next.getType() != Token.EOF) {
            throw unexpected(next, next.getLine(), next.getCharPositionInLine());
        }
        return query(query);
    }

    private SoqlException unexpected(Token token, int line, int column) {
        int offset = token != null && token.getType() != Token.EOF ? token.getStartIndex() : offset(line, column);
        String what = token == null
                ? text.substring(Math.min(offset, text.length())).split("\\s", 2)[0]
                : token.getType() == Token.EOF ? "<EOF>" : token.getText();
        return new SoqlException("MALFORMED_QUERY", text, offset, "unexpected token: '" + what + "'");
    }

    private int offset(int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        return start + column;
    }

    private Soql query(QueryContext query) {
        if (query.withClause() != null && query.withClause().logicalExpression() != null
                || query.withClause() != null && query.withClause().filteringExpression() != null) {
            throw malformed(query.withClause(), "unexpected token: 'WITH'");
        }
        List<Soql.Item> select = query.selectList().selectEntry().stream().map(this::item).toList();
        ConditionReader conditions = new ConditionReader(this);
        var group = query.groupByClause();
        if (group != null && (group.ROLLUP() != null || group.CUBE() != null)) {
            throw malformed(group, "GROUP BY ROLLUP and CUBE are not evaluated by this simulator");
        }
        return new Soql(text, select, object(query.fromNameList()), alias(query.fromNameList()),
                query.whereClause() == null ? null : conditions.where(query.whereClause().whereLogicalExpression()),
                group == null ? List.of() : group.fieldGroupByList().fieldGroupBy().stream().map(this::group).toList(),
                group == null || group.logicalExpression() == null
                        ? null
                        : conditions.having(group.logicalExpression()),
                query.orderByClause() == null
                        ? List.of()
                        : query.orderByClause().fieldOrderList().fieldOrder().stream().map(this::order).toList(),
                query.limitClause() == null ? OptionalInt.empty() : number(query.limitClause()),
                query.offsetClause() == null ? OptionalInt.empty() : number(query.offsetClause()),
                query.allRowsClause() != null);
    }

    /** The query of a semi-join: one field of one object under a filter. */
    Soql subQuery(SubQueryContext query) {
        List<Soql.Item> select = new ArrayList<>();
        query.subFieldList().subFieldEntry().forEach(entry -> {
            if (entry.fieldName() == null) {
                throw malformed(entry, "unexpected token: '" + entry.getText() + "'");
            }
            select.add(new Soql.Selected(field(entry.fieldName()), null));
        });
        return new Soql(text, select, object(query.fromNameList()), alias(query.fromNameList()),
                query.whereClause() == null
                        ? null
                        : new ConditionReader(this).where(query.whereClause().whereLogicalExpression()),
                List.of(), null, List.of(), OptionalInt.empty(), OptionalInt.empty(), false);
    }

    private Soql.Item item(SelectEntryContext entry) {
        if (entry.fieldName() != null) {
            return new Soql.Selected(field(entry.fieldName()),
                    entry.soqlId() == null ? null : entry.soqlId().getText());
        }
        if (entry.soqlFunction() != null && entry.soqlFunction().FIELDS() != null) {
            return new Soql.AllFields(entry.soqlFunction().soqlFieldsParameter().getText().toUpperCase(Locale.ROOT),
                    at(entry));
        }
        if (entry.soqlFunction() != null) {
            return new Soql.Selected(function(entry.soqlFunction()),
                    entry.soqlId() == null ? null : entry.soqlId().getText());
        }
        return new Soql.Unevaluated(entry.typeOf() != null ? "TYPEOF" : "child sub-query", at(entry));
    }

    Soql.Operand field(FieldNameContext name) {
        return new Soql.Operand(Optional.empty(), name.getText(), at(name));
    }

    Soql.Operand function(SoqlFunctionContext call) {
        String name = call.getStart().getText().toUpperCase(Locale.ROOT);
        FieldNameContext field = call.fieldName() != null
                ? call.fieldName()
                : call.dateFieldName() != null ? call.dateFieldName().fieldName() : null;
        boolean nested = call.soqlFunction() != null || !call.locationValue().isEmpty() || call.dateFieldName() != null
                && call.dateFieldName().CONVERT_TIMEZONE() != null;
        if (nested || field == null && !name.equals("COUNT")) {
            throw malformed(call, "the function " + call.getText() + " is not evaluated by this simulator");
        }
        return new Soql.Operand(Optional.of(name), field == null ? "" : field.getText(), at(call));
    }

    private Soql.Operand group(FieldGroupByContext group) {
        return group.fieldName() != null ? field(group.fieldName()) : function(group.soqlFunction());
    }

    private Soql.Order order(FieldOrderContext order) {
        return new Soql.Order(order.fieldName() != null ? field(order.fieldName()) : function(order.soqlFunction()),
                order.DESC() != null, order.LAST() != null);
    }

    private static Soql.Name object(FromNameListContext from) {
        return new Soql.Name(from.fieldName(0).getText(), at(from.fieldName(0)));
    }

    private String alias(FromNameListContext from) {
        if (from.soqlId().isEmpty()) {
            return null;
        }
        String alias = from.soqlId(0).getText();
        if (CLAUSES.contains(alias.toUpperCase(Locale.ROOT))) {
            // The grammar takes a clause's word without the rest of it for an alias.
            throw new SoqlException("MALFORMED_QUERY", text, text.length(), "unexpected token: '<EOF>'");
        }
        return alias;
    }

    private OptionalInt number(ParserRuleContext clause) {
        String digits = clause.getChild(clause.getChildCount() - 1).getText();
        try {
            return OptionalInt.of(Integer.parseInt(digits));
        } catch (NumberFormatException e) {
            throw malformed(clause, "unexpected token: '" + digits + "'");
        }
    }

    SoqlException malformed(ParserRuleContext place, String message) {
        return new SoqlException("MALFORMED_QUERY", text, at(place), message);
    }

    private static int at(ParserRuleContext context) {
        return context.getStart().getStartIndex();
    }
}
