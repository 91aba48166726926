package com.crmfactory.migration.simulator.api;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.org.Table;
import com.crmfactory.migration.simulator.soql.SoqlException;
import com.crmfactory.migration.simulator.stats.Stats;

/** The org's HTTP API: sends a request to its resource, checks version and token before, counts it. */
public final class SalesforceApi {

    private static final String DATA = "/services/data";
    /** Refusals that a client could have foreseen from what the org showed. */
    private static final Set<String> PREDICTABLE = Set.of("INVALID_TYPE", "INVALID_FIELD", "MALFORMED_QUERY",
            "INVALID_QUERY_FILTER_OPERATOR", "NUMBER_OUTSIDE_VALID_RANGE");
    private static final Instant METADATA_CHANGED = Instant.parse("2026-05-01T07:25:37Z");

    private final Org org;
    private final Stats stats;
    private final Tokens tokens;
    private final String userId;
    private final OAuthSettings oauthSettings = new OAuthSettings();
    private final OAuthResource oauth;
    private final DescribeResource describes;
    private final QueryResource queries;
    private final LimitsResource limits;
    private final BulkJobs jobs;
    private final BulkResource bulk;
    private final BulkResults results;
    private final CompositeResource composite;
    private final Cursors cursors;
    private final QueryLimits queryLimits;
    private volatile Function<ApiRequest, Optional<ApiResponse>> partFaults = part -> Optional.empty();

    /**
     * @param accessToken a token accepted from the start
     * @param pageSize most rows per page of REST and Bulk results
     */
    public SalesforceApi(Org org, Stats stats, String accessToken, OAuthClient client, int pageSize, Clock clock) {
        this.org = org;
        this.stats = stats;
        this.tokens = new Tokens(org.organization().shortId(), accessToken, oauthSettings, stats, clock);
        this.userId = firstUser(org);
        this.oauth = new OAuthResource(org.organization(), userId, client, oauthSettings, tokens,
                stats, clock);
        this.describes = new DescribeResource(org, stats, METADATA_CHANGED);
        this.cursors = new Cursors(stats, clock);
        this.queryLimits = new QueryLimits(stats);
        this.queries = new QueryResource(org, stats, cursors, clock, pageSize, queryLimits);
        this.limits = new LimitsResource(org, stats);
        this.jobs = new BulkJobs(clock);
        this.bulk = new BulkResource(org, stats, clock, jobs, queryLimits);
        this.results = new BulkResults(jobs, stats, clock, pageSize);
        this.composite = new CompositeResource(this::part, stats);
    }

    private static String firstUser(Org org) {
        Table users = org.table("User");
        return users == null || users.size() == 0
                ? "0055g000000001kAAA"
                : users.value(0, users.describe().field("Id").index());
    }

    public Tokens tokens() {
        return tokens;
    }

    /** How the connected app is set up. */
    public OAuthSettings oauthSettings() {
        return oauthSettings;
    }

    /** Every access and refresh token that the org has issued and still remembers. */
    public List<String> issuedTokens() {
        return Stream.concat(tokens.issued().stream(), oauth.refreshTokens().issued().stream()).toList();
    }

    /** An administrator revokes what users of the connected app approved. */
    public void revokeApprovals() {
        oauth.refreshTokens().revokeAll();
    }

    /** Which queries are too much for the org. */
    public QueryLimits queryLimits() {
        return queryLimits;
    }

    /** Where faults take hold of jobs and cursors. */
    public Sabotage sabotage() {
        return new Sabotage(jobs, cursors);
    }

    /** From now on every describe counts as changed at that time. */
    public void metadataChanged(Instant when) {
        describes.changed(when);
    }

    /** What a single part of a composite request meets instead of its answer. */
    public void disturbParts(Function<ApiRequest, Optional<ApiResponse>> faults) {
        partFaults = faults;
    }

    private ApiResponse part(ApiRequest part) {
        return partFaults.apply(part).orElseGet(() -> dispatch(part));
    }

    /** Answers a request; refusals are answers too. */
    public ApiResponse handle(ApiRequest request) {
        try {
            return route(request);
        } catch (ApiError e) {
            return e.response();
        }
    }

    private ApiResponse route(ApiRequest request) {
        String path = request.path();
        if (path.startsWith("/services/oauth2/")) {
            return oauth.handle(request);
        }
        if (path.startsWith("/id/")) {
            return oauth.userinfo(request);
        }
        if (path.equals(DATA) || path.equals(DATA + "/")) {
            stats.uncounted("versions");
            return ApiResponse.json(Versions.list());
        }
        if (!path.startsWith(DATA + "/")) {
            return ApiError.notFound().response();
        }
        return versioned(request);
    }

    private ApiResponse versioned(ApiRequest request) {
        List<String> segments = List.of(request.path().substring(DATA.length() + 1).replaceAll("/+$", "").split("/"));
        int version;
        try {
            version = Versions.require(segments.get(0));
        } catch (ApiError e) {
            stats.misuse("wrong_version", segments.get(0));
            throw e;
        }
        if (!tokens.check(request.token().orElse(""))) {
            stats.uncounted("unauthorized");
            throw new ApiError(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
        String usage = "api-usage=" + (stats.usage() + 1) + "/" + limits.dailyApiRequests();
        ApiResponse response;
        try {
            stats.call(CallKinds.of(request, segments));
            response = dispatch(request);
        } catch (ApiError e) {
            response = e.response();
        }
        // Absent on the recorded 204 answers (facts §3).
        return response.status() == 204 ? response : response.with("Sforce-Limit-Info", usage);
    }

    /** A counted request to a versioned resource, its token checked; also each part of a composite one. */
    ApiResponse dispatch(ApiRequest request) {
        List<String> segments = List.of(request.path().substring(DATA.length() + 1).replaceAll("/+$", "").split("/"));
        int version = Versions.require(segments.get(0));
        List<String> rest = segments.subList(1, segments.size());
        try {
            return resource(request, version, rest);
        } catch (SoqlException e) {
            if (PREDICTABLE.contains(e.errorCode())) {
                stats.misuse(e.errorCode().toLowerCase(Locale.ROOT), lastLine(e.getMessage()));
            }
            throw ApiError.of(e);
        }
    }

    private static String lastLine(String message) {
        return message.substring(message.lastIndexOf('\n') + 1);
    }

    private ApiResponse resource(ApiRequest request, int version, List<String> path) {
        String first = path.isEmpty() ? "" : path.get(0);
        if (first.equals("jobs") && path.size() > 1 && path.get(1).equals("query")) {
            return bulk(request, version, path.subList(2, path.size()));
        }
        if (first.equals("composite") && request.is("POST")) {
            return composite.handle(request, version, path.subList(1, path.size()));
        }
        if (!request.is("GET") && !request.is("HEAD")) {
            return write(request);
        }
        return switch (first) {
            case "" -> ApiResponse.json(
                    Versions.resources(version, request.origin() + "/id/" + org.organization().id() + "/" + userId));
            case "sobjects" -> sobjects(request, version, path.subList(1, path.size()), false);
            case "query", "queryAll" -> query(request, version, path, false);
            case "limits" -> path.size() == 1
                    ? limits.limits(jobs.created())
                    : path.get(1).equals("recordCount") ? limits.recordCount(request) : unknown();
            case "tooling" -> tooling(request, version, path.subList(1, path.size()));
            default -> unknown();
        };
    }

    private static ApiResponse unknown() {
        throw ApiError.notFound();
    }

    /** Nothing is ever written to a source org: refused, and noted as misuse. */
    private ApiResponse write(ApiRequest request) {
        stats.misuse("write_attempt", request.toString());
        throw new ApiError(403, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on cross-reference id");
    }

    private ApiResponse sobjects(ApiRequest request, int version, List<String> path, boolean tooling) {
        return switch (path.size()) {
            case 0 -> describes.global(request, version, tooling);
            case 1 -> describes.basic(version, path.get(0), tooling);
            case 2 -> path.get(1).equals("describe")
                    ? describes.describe(request, version, path.get(0), tooling)
                    : queries.record(request, version, describes.require(path.get(0), tooling).describe().name(),
                            path.get(1));
            default -> unknown();
        };
    }

    private ApiResponse query(ApiRequest request, int version, List<String> path, boolean tooling) {
        return path.size() > 1
                ? queries.more(request, version, path.get(1))
                : queries.query(request, version, path.get(0).equals("queryAll"), tooling);
    }

    private ApiResponse tooling(ApiRequest request, int version, List<String> path) {
        String first = path.isEmpty() ? "" : path.get(0);
        return switch (first) {
            case "query" -> query(request, version, path, true);
            case "sobjects" -> sobjects(request, version, path.subList(1, path.size()), true);
            default -> unknown();
        };
    }

    private ApiResponse bulk(ApiRequest request, int version, List<String> path) {
        String method = request.method();
        if (path.isEmpty()) {
            return switch (method) {
                case "POST" -> bulk.create(request, version, userId);
                case "GET" -> bulk.list();
                default -> throw ApiError.methodNotAllowed(method, "GET,POST");
            };
        }
        String id = path.get(0);
        if (path.size() == 1) {
            return switch (method) {
                case "GET" -> bulk.status(id);
                case "PATCH" -> bulk.abort(request, id);
                case "DELETE" -> bulk.delete(id);
                default -> throw ApiError.methodNotAllowed(method, "GET,PATCH,DELETE");
            };
        }
        return switch (path.get(1)) {
            case "results" -> results.results(request, version, id);
            case "resultPages" -> results.resultPages(request, version, id);
            default -> unknown();
        };
    }
}
