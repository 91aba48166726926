package com.crmfactory.migration.simulator.generated;

import java.util.Map;

import com.crmfactory.migration.simulator.org.ObjectDescribe;

/** Tasks and events: who and what they are about is any of several objects, and old ones are archived. */
final class Activities {

    private final World world;
    private final Map<String, ObjectDescribe> describes;

    Activities(World world, Map<String, ObjectDescribe> describes) {
        this.world = world;
        this.describes = describes;
    }

    /** One in nine is archived: {@code query} and recordCount do not show it. */
    static boolean archived(long row) {
        return row % 9 == 2;
    }

    private String who(Draw draw, long row) {
        if (row % 79 == 15) {
            return Kind.CONTACT.absentId(row);
        }
        if (row % 6 == 5) {
            return null;
        }
        return row % 3 == 0
                ? Kind.LEAD.id(draw.below(row, world.size(Kind.LEAD)))
                : Kind.CONTACT.id(draw.below(row, world.size(Kind.CONTACT)));
    }

    /** A lead's activity is about nothing else. */
    private String what(Draw draw, long row) {
        if (row % 3 == 0 || row % 10 == 4) {
            return null;
        }
        if (row % 83 == 20) {
            return Kind.OPPORTUNITY.absentId(row);
        }
        Kind[] kinds = {Kind.ACCOUNT, Kind.ACCOUNT, Kind.OPPORTUNITY, Kind.CASE, Kind.CASE, Kind.INVOICE, Kind.CAMPAIGN,
                Kind.PRODUCT};
        Kind kind = kinds[draw.below(row + 1, kinds.length)];
        return kind.id(draw.below(row + 2, world.size(kind)));
    }

    private String account(Draw draw, long row) {
        String what = what(draw, row);
        if (what != null && Kind.ACCOUNT.row(what) >= 0) {
            return what;
        }
        String who = who(draw, row);
        long contact = who == null ? -1 : Kind.CONTACT.row(who);
        return contact < 0 || contact >= world.size(Kind.CONTACT) ? null : People.accountOfContact(contact);
    }

    private Columns columns(Kind kind, Draw draw) {
        Columns columns = world.audited(new Columns(describes.get(kind.object())), kind,
                row -> world.created(draw, row));
        columns.set("WhoId", row -> who(draw, row)).set("WhatId", row -> what(draw, row)).set("AccountId",
                row -> account(draw, row));
        columns.flag("IsArchived", Activities::archived).set("Description", row -> Words.text(draw, row));
        return columns;
    }

    private static long day(Draw draw, long row) {
        return archived(row)
                ? Moments.day(2022, 1, 1) + draw.below(row, 700)
                : World.LAST_DAY - 300 + draw.below(row, 600);
    }

    private static boolean completed(long row) {
        return archived(row) || row % 4 == 0;
    }

    GeneratedTable tasks() {
        Draw draw = world.draw("Task");
        Columns columns = columns(Kind.TASK, draw).set("OwnerId",
                row -> row % 45 == 31 ? Kind.GROUP.id(row % World.QUEUES) : world.user(row));
        columns.set("Subject",
                row -> row % 91 == 6 ? null : draw.pick(row, "Call", "Email", "Send Quote", "Follow up, \"urgent\""));
        columns.set("Status",
                row -> completed(row)
                        ? "Completed"
                        : row % 57 == 9 ? "Parked (old)" : draw.pick(row, "Not Started", "In Progress", "Deferred"));
        columns.set("Priority", row -> draw.pick(row + 1, "High", "Normal", "Low")).flag("IsHighPriority",
                row -> draw.pick(row + 1, "High", "Normal", "Low").equals("High"));
        columns.flag("IsClosed", Activities::completed).set("ActivityDate",
                row -> row % 12 == 7 ? null : Moments.date(day(draw, row)));
        columns.set("CompletedDateTime",
                row -> completed(row)
                        ? Moments.instant(day(draw, row) * Moments.DAY + draw.below(row, Moments.DAY))
                        : null);
        columns.set("TaskSubtype", row -> draw.pick(row, "Call", "Email", "Task", "Task"));
        columns.set("CallDurationInSeconds", row -> row % 5 == 0 ? String.valueOf(draw.below(row, 1800)) : null);
        columns.set("CallType", row -> row % 5 == 0 ? "Outbound" : null);
        columns.flag("IsReminderSet", row -> row % 8 == 1).set("ReminderDateTime",
                row -> row % 8 == 1 ? Moments.instant(day(draw, row) * Moments.DAY + 8 * Moments.HOUR) : null);
        columns.set("RecurrenceActivityId", row -> row % 40 == 33 ? Kind.TASK.id(row - 1) : null).flag("IsRecurrence",
                row -> row % 40 == 32);
        return columns.table(Kind.TASK, world.size(Kind.TASK));
    }

    GeneratedTable events() {
        Draw draw = world.draw("Event");
        Columns columns = columns(Kind.EVENT, draw).set("OwnerId", world::user);
        columns.set("Subject", row -> draw.pick(row, "Meeting", "Call", "Demo; with slides")).set("Location",
                row -> row % 4 == 1 ? "Room \"A\", 2nd floor" : null);
        columns.flag("IsAllDayEvent", Activities::allDay).set("DurationInMinutes",
                row -> String.valueOf(minutes(draw, row)));
        columns.set("StartDateTime", row -> Moments.instant(start(draw, row))).set("ActivityDateTime",
                row -> Moments.instant(start(draw, row)));
        columns.set("EndDateTime", row -> Moments.instant(start(draw, row) + minutes(draw, row) * 60L));
        columns.set("ActivityDate", row -> Moments.date(day(draw, row))).set("EndDate",
                row -> Moments.date(day(draw, row)));
        columns.flag("IsPrivate", row -> row % 15 == 3).set("ShowAs", row -> row % 7 == 0 ? "Free" : "Busy")
                .set("EventSubtype", row -> "Event");
        columns.flag("IsGroupEvent", row -> row % 30 == 10 || row % 30 == 11).flag("IsChild", row -> row % 30 == 11);
        return columns.table(Kind.EVENT, world.size(Kind.EVENT));
    }

    private static boolean allDay(long row) {
        return row % 14 == 5;
    }

    private static int minutes(Draw draw, long row) {
        return allDay(row) ? 1440 : 15 * (1 + draw.below(row, 8));
    }

    /** All-day events start at midnight UTC. */
    private static long start(Draw draw, long row) {
        return day(draw, row) * Moments.DAY
                + (allDay(row) ? 0 : 8 * Moments.HOUR + draw.below(row + 1, 9) * Moments.HOUR);
    }
}
