package com.crmfactory.migration.simulator.api;

import java.util.List;

/** Under which word an API call is counted. */
final class CallKinds {

    private CallKinds() {
    }

    /** The kind under which a call is counted: one word per resource. */
    static String of(ApiRequest request, List<String> segments) {
        String first = segments.size() > 1 ? segments.get(1) : "resources";
        String last = segments.get(segments.size() - 1);
        return switch (first) {
            case "query", "queryAll" -> segments.size() > 2 ? "queryMore" : first;
            case "sobjects" ->
                segments.size() == 2 ? "describeGlobal" : last.equals("describe") ? "describe" : "sobjects";
            case "limits" -> segments.size() > 2 ? "recordCount" : "limits";
            case "tooling" -> segments.size() > 2 && segments.get(2).equals("query") ? "toolingQuery" : "tooling";
            case "jobs" -> bulkKind(request, segments);
            case "composite" -> "composite";
            default -> "other";
        };
    }

    private static String bulkKind(ApiRequest request, List<String> segments) {
        if (segments.size() <= 3) {
            return request.is("POST") ? "bulkCreate" : "bulkList";
        }
        if (segments.size() == 4) {
            return request.is("PATCH") ? "bulkAbort" : request.is("DELETE") ? "bulkDelete" : "bulkStatus";
        }
        return segments.get(4).equals("results") ? "bulkResults" : "bulkResultPages";
    }
}
