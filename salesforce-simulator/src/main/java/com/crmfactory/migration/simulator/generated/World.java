package com.crmfactory.migration.simulator.generated;

import java.util.EnumMap;
import java.util.Map;

/** What the objects of a generated org have in common: seed, sizes, the time that it covers, owners and deleted rows. */
final class World {

    /** First and last day on which a record was created. */
    static final long FIRST_DAY = Moments.day(2019, 1, 1);
    static final long LAST_DAY = Moments.day(2026, 9, 30);
    static final int QUEUES = 6;

    private final long seed;
    private final Map<Kind, Long> sizes = new EnumMap<>(Kind.class);
    private final Draw owner;

    World(double scale, long seed) {
        this.seed = seed;
        long accounts = Math.max(1, Math.round(scale * 1000));
        long products = Math.max(10, accounts / 20);
        sizes.put(Kind.USER, Math.min(500, 12 + accounts / 100));
        sizes.put(Kind.GROUP, QUEUES + 2L);
        sizes.put(Kind.ACCOUNT, accounts);
        sizes.put(Kind.CONTACT, 5 * accounts);
        sizes.put(Kind.LEAD, 2 * accounts);
        sizes.put(Kind.PRODUCT, products);
        sizes.put(Kind.PRICEBOOK, 2L);
        sizes.put(Kind.PRICEBOOK_ENTRY, 2 * products);
        sizes.put(Kind.OPPORTUNITY, 2 * accounts);
        sizes.put(Kind.LINE_ITEM, 4 * accounts);
        sizes.put(Kind.CONTACT_ROLE, accounts);
        sizes.put(Kind.CASE, 5 * accounts);
        sizes.put(Kind.COMMENT, 10 * accounts);
        sizes.put(Kind.EMAIL, 3 * accounts);
        sizes.put(Kind.TASK, 3 * accounts);
        sizes.put(Kind.EVENT, 2 * accounts);
        sizes.put(Kind.CAMPAIGN, Math.max(3, accounts / 50));
        sizes.put(Kind.INVOICE, Math.max(5, accounts / 2));
        sizes.put(Kind.PAYMENT, Math.max(5, accounts / 2));
        owner = draw("owner");
    }

    long size(Kind kind) {
        return sizes.get(kind);
    }

    Draw draw(String name) {
        return Draw.of(seed, name);
    }

    /** One row in 89 is in the recycle bin. */
    static boolean deleted(long row) {
        return row % 89 == 17;
    }

    /** A user, active or not. */
    String user(long row) {
        return Kind.USER.id(owner.below(row, size(Kind.USER)));
    }

    /** A record's owner: for every fifth row a queue, where the object can be queued. */
    String userOrQueue(long row) {
        return row % 5 == 2 ? Kind.GROUP.id(owner.below(row, QUEUES)) : user(row);
    }

    /** When a record was created, in seconds since 1970; one in fifty shares the time of the row before it. */
    long created(Draw draw, long row) {
        long own = row % 50 == 49 ? row - 1 : row;
        return (FIRST_DAY + draw.below(own, LAST_DAY - FIRST_DAY)) * Moments.DAY + draw.below(own + 1, Moments.DAY);
    }

    /** Id, IsDeleted, CreatedDate, LastModifiedDate and their users, as every object has them. */
    Columns audited(Columns columns, Kind kind, Created created) {
        Draw modified = draw(kind.object() + ".modified");
        RowText lastModified = row -> Moments.instant(created.at(row) + modified.below(row, 90 * Moments.DAY));
        return columns.set("Id", kind::id).flag("IsDeleted", World::deleted)
                .set("CreatedDate", row -> Moments.instant(created.at(row)))
                .set("CreatedById", this::user).set("LastModifiedDate", lastModified)
                .set("LastModifiedById", row -> user(row + 1)).set("SystemModstamp", lastModified);
    }

    /** The second since 1970 in which a row was created. */
    @FunctionalInterface
    interface Created {

        long at(long row);
    }
}
