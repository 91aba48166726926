package com.crmfactory.migration.simulator.soql;

import java.util.List;
import java.util.Locale;

import org.antlr.v4.runtime.ParserRuleContext;

import com.crmfactory.migration.simulator.soql.Soql.Condition;
import com.crmfactory.migration.simulator.soql.Soql.Operator;

import io.github.apexdevtools.apexparser.ApexParser.ComparisonOperatorContext;
import io.github.apexdevtools.apexparser.ApexParser.ConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.LogicalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.ValueContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereLogicalExpressionContext;

/** Reads WHERE and HAVING clauses off the parse tree. */
final class ConditionReader {

    private final SoqlParser parser;

    ConditionReader(SoqlParser parser) {
        this.parser = parser;
    }

    Condition where(WhereLogicalExpressionContext logical) {
        List<Condition> parts = logical.whereConditionalExpression().stream().map(this::where).toList();
        return join(parts, logical.NOT() != null, !logical.SOQLOR().isEmpty());
    }

    private Condition where(WhereConditionalExpressionContext part) {
        if (part.whereLogicalExpression() != null) {
            return where(part.whereLogicalExpression());
        }
        if (part.whereFieldExpression().fieldExpression() == null) {
            throw parser.malformed(part, "unexpected token: 'FORMULA'");
        }
        return comparison(part.whereFieldExpression().fieldExpression());
    }

    Condition having(LogicalExpressionContext logical) {
        List<Condition> parts = logical.conditionalExpression().stream().map(this::having).toList();
        return join(parts, logical.NOT() != null, !logical.SOQLOR().isEmpty());
    }

    private Condition having(ConditionalExpressionContext part) {
        return part.logicalExpression() != null ? having(part.logicalExpression()) : comparison(part.fieldExpression());
    }

    private static Condition join(List<Condition> parts, boolean not, boolean or) {
        if (not) {
            return new Soql.Not(parts.get(0));
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return or ? new Soql.Or(parts) : new Soql.And(parts);
    }

    private Condition comparison(FieldExpressionContext expression) {
        Soql.Operand operand = expression.fieldName() != null
                ? parser.field(expression.fieldName())
                : parser.function(expression.soqlFunction());
        return new Soql.Comparison(operand, operator(expression.comparisonOperator()), literal(expression.value()));
    }

    private Operator operator(ComparisonOperatorContext operator) {
        String text = operator.getText().toUpperCase(Locale.ROOT);
        return switch (text) {
            case "=" -> Operator.EQUAL;
            case "!=", "<>" -> Operator.NOT_EQUAL;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.LESS_OR_EQUAL;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.GREATER_OR_EQUAL;
            case "LIKE" -> Operator.LIKE;
            case "IN" -> Operator.IN;
            case "NOTIN" -> Operator.NOT_IN;
            case "INCLUDES" -> Operator.INCLUDES;
            case "EXCLUDES" -> Operator.EXCLUDES;
            default -> throw parser.malformed(operator, "unexpected token: '" + text + "'");
        };
    }

    private Soql.Literal literal(ValueContext value) {
        String text = value.getText();
        if (value.NULL() != null) {
            return new Soql.Null();
        }
        if (value.BooleanLiteral() != null) {
            return new Soql.Bool(text.equalsIgnoreCase("true"));
        }
        if (value.signedNumber() != null && text.matches("[+-]?[\\d.]+")) {
            return new Soql.Number(text.startsWith("+") ? text.substring(1) : text);
        }
        if (value.StringLiteral() != null) {
            return new Soql.Text(unescape(value, text.substring(1, text.length() - 1)));
        }
        if (value.DateLiteral() != null || value.DateTimeLiteral() != null || value.TimeLiteral() != null) {
            return new Soql.Moment(text);
        }
        if (value.dateFormula() != null) {
            return new Soql.DateFormula(text.toUpperCase(Locale.ROOT));
        }
        if (value.valueList() != null) {
            return new Soql.Values(value.valueList().value().stream().map(this::literal).toList());
        }
        if (value.subQuery() != null) {
            return new Soql.SubQuery(parser.subQuery(value.subQuery()));
        }
        throw parser.malformed(value, "unexpected token: '" + text + "'");
    }

    private String unescape(ParserRuleContext place, String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 'n', 'N' -> plain.append('\n');
                case 'r', 'R' -> plain.append('\r');
                case 't', 'T' -> plain.append('\t');
                case 'b', 'B' -> plain.append('\b');
                case 'f', 'F' -> plain.append('\f');
                case '\\', '\'', '"' -> plain.append(escaped);
                // The wildcard characters stay escaped: LIKE reads them.
                case '%', '_' -> plain.append('\\').append(escaped);
                case 'u' -> {
                    plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> throw parser.malformed(place, "Illegal string literal: invalid escape '\\" + escaped + "'");
            }
        }
        return plain.toString();
    }
}
