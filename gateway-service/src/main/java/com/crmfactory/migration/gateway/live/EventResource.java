package com.crmfactory.migration.gateway.live;

import java.time.Duration;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestStreamElementType;

import com.crmfactory.migration.gateway.access.Roles;
import com.crmfactory.migration.gateway.web.Api;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

/** Live progress as Server-Sent Events. */
@Tag(name = "Run")
@Path(Api.BASE)
public class EventResource {
    private static final Logger LOG = Logger.getLogger(EventResource.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** Longer than a phone takes to change its network. */
    private static final Duration UNREAD = Duration.ofSeconds(30);
    private static final int AHEAD = 1;
    private static final String EXAMPLE = "id: 412\nevent: migration\ndata: {\"migration_id\":\"mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM\",…}\n\n";

    private final Feeds feeds;
    private final HttpServerRequest request;
    private final Patience patience;

    EventResource(Feeds feeds, HttpServerRequest request, Vertx vertx) {
        this.feeds = feeds;
        this.request = request;
        this.patience = new Patience(vertx, UNREAD);
    }

    @GET
    @KnownMigration
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER, Roles.REP})
    @Operation(operationId = "events", summary = "Live progress", description = "First 'migration' with the present record, then 'object' for each object that moved and 'migration' when the status changes. It carries state, not history: a client that joins late or again gets the present record first.")
    @APIResponse(responseCode = "200", description = "A stream without end; comments are heartbeats", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING), example = EXAMPLE))
    @APIResponse(responseCode = "404", description = "migration_not_found")
    public Multi<OutboundSseEvent> events(@PathParam("id") String id, @Context Sse sse) {
        Watcher watcher = new Watcher();
        Multi<OutboundSseEvent> news = feeds.states(id)
                .onItem().transformToMultiAndConcatenate(told -> Multi.createFrom()
                        .iterable(watcher.news(told.state())).map(item -> event(sse, item, told.json(item))));
        Multi<OutboundSseEvent> events = Multi.createBy().merging().withRequests(AHEAD).streams(news, heartbeats(sse));
        HttpConnection connection = request.connection();
        return patience.with(events, () -> {
            LOG.infof("A client of the events of %s no longer reads and is cut off", id);
            connection.close();
        });
    }

    private static OutboundSseEvent event(Sse sse, Watcher.News news, String json) {
        return sse.newEventBuilder().id(String.valueOf(news.sequence())).name(news.name())
                .data(String.class, json).build();
    }

    private static Multi<OutboundSseEvent> heartbeats(Sse sse) {
        return Multi.createFrom().ticks().startingAfter(HEARTBEAT).every(HEARTBEAT).onOverflow().drop()
                .map(tick -> sse.newEventBuilder().comment("alive").build());
    }
}
