package com.crmfactory.migration.importer.extract;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

import com.crmfactory.migration.salesforce.Question;
import com.crmfactory.migration.salesforce.Reply;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Uni;

/**
 * Cuts a range in two where a query of it runs too long. The first and the last of its records are asked for, which takes
 * an index and no scan, so that the halves are halves of what is there; if even that is too much, of what could be.
 *
 * @param keyPrefix
 *            of the object's ids
 */
public record Halving(SalesforceOrg org, Soql soql, String keyPrefix) {
    /** Salesforce is from 1999; no record is older. */
    private static final Instant OLDEST = Instant.parse("1999-01-01T00:00:00Z");
    /** {@code 2026-05-01T07:25:37.000+0000}: REST writes the offset without a colon. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS[XXX][XX]");
    private static final String CREATED = "CreatedDate";
    private static final String ID = "Id";

    /** @return two ranges that together are the given one; empty if it is down to a single record */
    public Uni<Optional<List<Range>>> of(Range range) {
        boolean byTime = soql.fields().contains(CREATED) && !range.isById();
        return byTime
                ? ends(range, CREATED).flatMap(ends -> {
                    Optional<List<Range>> halves = range.halvesByTime(
                            ends.first().map(Halving::instant).orElse(bound(range.createdFrom(), OLDEST)),
                            ends.last().map(Halving::instant).orElse(bound(range.createdUntil(), Instant.now()
                                    .plus(Duration.ofDays(1)))));
                    return halves.isPresent() ? Uni.createFrom().item(halves) : byId(range);
                })
                : byId(range);
    }

    private Uni<Optional<List<Range>>> byId(Range range) {
        return ends(range, ID).map(ends -> range.halvesById(
                ends.first().orElse(bound(range.idFrom(), keyPrefix + "0".repeat(12))),
                ends.last().orElse(bound(range.idUntil(), keyPrefix + "z".repeat(12)))));
    }

    private record Ends(Optional<String> first, Optional<String> last) {
    }

    /** Both for one call. */
    private Uni<Ends> ends(Range range, String field) {
        Soql part = soql.within(range);
        return org.queryTogether(List.of(new Question(part.first(field, ""), part.all()),
                new Question(part.first(field, " DESC"), part.all())))
                .map(replies -> new Ends(value(replies.get(0), field), value(replies.get(1), field)));
    }

    /** Empty if this query, too, is too much. */
    private static Optional<String> value(Reply reply, String field) {
        return reply instanceof Reply.Answered answered && !answered.page().records().isEmpty()
                ? Optional.of(answered.page().records().get(0).get(field).asText())
                : Optional.empty();
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text, TIME).toInstant();
    }

    private static <T> T bound(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
