package com.crmfactory.migration.simulator.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The rules that are in force, first come first served. */
final class Faults {

    private static final int RULES_AT_MOST = 1000;

    /** A rule and how many matching requests it has seen. */
    private static final class Active {

        private final FaultRule rule;
        private long seen;

        Active(FaultRule rule) {
            this.rule = rule;
        }

        boolean spent() {
            return seen >= rule.after() + rule.times();
        }
    }

    private final List<Active> active = new ArrayList<>();

    /** @throws IllegalArgumentException saying what is wrong; then no rule is added */
    synchronized int add(JsonNode json) {
        List<FaultRule> rules = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(rule -> rules.add(FaultRule.of(rule)));
        } else {
            rules.add(FaultRule.of(json));
        }
        if (active.size() + rules.size() > RULES_AT_MOST) {
            throw new IllegalArgumentException("at most " + RULES_AT_MOST + " rules");
        }
        rules.forEach(rule -> active.add(new Active(rule)));
        return active.size();
    }

    synchronized void clear() {
        active.clear();
    }

    /** The fault that a request meets. */
    synchronized Optional<FaultRule> next(String method, String path, Supplier<Optional<String>> object,
            Predicate<FaultRule.Kind> possible) {
        if (active.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> about = object.get();
        active.removeIf(Active::spent);
        for (Active each : active) {
            if (possible.test(each.rule.kind()) && each.rule.matches(method, path, about)) {
                each.seen++;
                if (each.seen > each.rule.after()) {
                    return Optional.of(each.rule);
                }
            }
        }
        return Optional.empty();
    }

    synchronized ArrayNode json() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        active.stream().filter(each -> !each.spent())
                .forEach(each -> json.addObject().put("fault", each.rule.kind().name())
                        .put("left", each.rule.after() + each.rule.times() - each.seen));
        return json;
    }
}
