package com.crmfactory.migration.gateway.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import com.crmfactory.migration.gateway.migration.AnalyzedObject;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisFailed;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisStarted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.crmfactory.migration.model.message.ImportEvent.ApiLimitReached;
import com.crmfactory.migration.model.message.ImportEvent.ValidationCompleted;
import com.crmfactory.migration.model.message.Progress;
import com.crmfactory.migration.model.message.ProgressType;
import com.crmfactory.migration.model.report.ReportConclusion;

import io.restassured.response.ValidatableResponse;

/** Plays the user, the analyzer and the importer of one migration. */
public final class Peers {
    public static final String TOKEN = "00Dxx0000001gERSECRET!AQ4AQNeverToBeSeenAgain";
    public static final String API = "/api/v1/migration";
    private static final String ANALYZER = "/analyzer";
    private static final String IMPORTER = "/importer";
    private static final AtomicLong ORGS = new AtomicLong(100_000_000_000L);

    private final Wire wire;
    public final String orgId;
    public final String id;

    public Peers(Wire wire) {
        this(wire, anOrg());
    }

    public Peers(Wire wire, String orgId) {
        this(wire, orgId, brought("http://127.0.0.1:9/", TOKEN));
    }

    /** Of an org that answers. */
    public Peers(Wire wire, String orgId, String url, String token) {
        this(wire, orgId, brought(url, token));
    }

    private static String brought(String url, String token) {
        return "{\"sf_instance_url\":\"" + url + "\",\"sf_access_token\":\"" + token + "\"}";
    }

    private Peers(Wire wire, String orgId, String analyze) {
        this.wire = wire;
        this.orgId = orgId;
        this.id = given().contentType("application/json").body(analyze)
                .post(API + "/analyze").then().statusCode(202).extract().path("migration_id");
    }

    /** Of a migration that takes its tokens from a connection. */
    public static Peers connected(Wire wire, String orgId, String connectionId) {
        return new Peers(wire, orgId, "{\"connection_id\":\"" + connectionId + "\"}");
    }

    /** An id that no other migration has, since runs of the same org exclude each other. */
    public static String anOrg() {
        return "00D" + ORGS.incrementAndGet() + "AAA";
    }

    /** Until the status is {@code ready}. */
    public Peers analyze(AnalyzedObject... objects) {
        wire.await(id, "analyze_org");
        started(1, objects.length);
        List.of(objects).forEach(object -> analyzed(1, object));
        completed(1, objects.length);
        wire.await(id, "migration_analyzed");
        return this;
    }

    public void started(int analysis, int objects) {
        wire.send(Topics.ANALYSIS_EVENTS, ANALYZER, new AnalysisStarted(id, analysis, Org.summary(orgId), objects));
    }

    public void analyzed(int analysis, AnalyzedObject object) {
        wire.send(Topics.ANALYSIS_EVENTS, ANALYZER, new ObjectAnalyzed(id, analysis, object.report(),
                object.suggestion(), object.customFields()));
    }

    public void completed(int analysis, int objects) {
        completed(analysis, Org.conclusion(objects));
    }

    public void completed(int analysis, ReportConclusion conclusion) {
        wire.send(Topics.ANALYSIS_EVENTS, ANALYZER,
                new AnalysisCompleted(id, analysis, Org.summary(orgId), conclusion));
    }

    public Peers run() {
        given().contentType("application/json").body("{\"migration_id\":\"" + id + "\"}").post(API + "/run").then()
                .statusCode(202);
        return this;
    }

    public void progress(ProgressType type, String object, String status, long sequence, long total, long imported,
            long failed) {
        progress(type, object, status, sequence, total, imported, failed, null);
    }

    public void progress(ProgressType type, String object, String status, long sequence, long total, long imported,
            long failed, Failure error) {
        wire.send(Topics.PROGRESS, IMPORTER, new Progress(id, sequence, Instant.now(), type, object, status, 1, total,
                imported + failed, imported, 0, 0, 0, 0, failed, 12.5, 3L, null, error));
    }

    /** From started to completed. */
    public void imports(String object, long records) {
        wire.awaitObject(id, "import_object", object);
        progress(ProgressType.OBJECT_STARTED, object, "extracting", 1, records, 0, 0);
        progress(ProgressType.OBJECT_PROGRESS, object, "importing", 2, records, records / 2, 0);
        progress(ProgressType.OBJECT_COMPLETED, object, "completed", 3, records, records, 0);
    }

    public void fails(String object, Failure error) {
        wire.awaitObject(id, "import_object", object);
        progress(ProgressType.OBJECT_FAILED, object, "failed", 1, 1, 0, 1, error);
    }

    public void rejectsConnection(long revision, Failure error) {
        wire.send(Topics.PROGRESS, IMPORTER, new Progress(id, 99, Instant.now(), ProgressType.CONNECTION_REJECTED,
                null, "running", null, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, revision, error));
    }

    public void reachesLimit(long controlRevision) {
        wire.send(Topics.IMPORT_EVENTS, IMPORTER, new ApiLimitReached(id, controlRevision,
                new Failure("api_budget_used", FailureType.LIMIT, "80 percent of the calls are used.", "Wait.")));
    }

    /** Until the record counts so many. */
    public void awaitProcessed(int records) {
        try (EventStream events = new EventStream(id)) {
            EventStream.Event event = events.next();
            while (event.data() == null || event.data().at("/progress/records_processed").asInt() != records) {
                event = events.next();
            }
        }
    }

    public void edit(UnaryOperator<String> change) {
        String configuration = given().get(API + "/" + id + "/configuration").then().statusCode(200).extract()
                .asString();
        given().contentType("application/json").body(change.apply(configuration))
                .put(API + "/" + id + "/configuration").then().statusCode(200);
    }

    public void validates(int validation, boolean passed) {
        wire.send(Topics.IMPORT_EVENTS, IMPORTER, new ValidationCompleted(id, 1, validation, passed));
    }

    public void failsAnalysis(int analysis, Failure failure) {
        wire.send(Topics.ANALYSIS_EVENTS, ANALYZER, new AnalysisFailed(id, analysis, failure));
    }

    /** For what is not announced on a topic: the live events tell when the status is there. */
    public ValidatableResponse awaitStatus(String status) {
        try (EventStream events = new EventStream(id)) {
            events.await("migration", event -> event.path("status").asText().equals(status));
        }
        return given().get(API + "/" + id).then().body("status", equalTo(status));
    }
}
