package com.crmfactory.migration.simulator.generated;

import java.util.Map;

import com.crmfactory.migration.simulator.org.ObjectDescribe;

/** Cases and what was said about them: comments and e-mails of one case alternate in time, at times in the same second. */
final class Service {

    private final World world;
    private final Map<String, ObjectDescribe> describes;
    private final Draw draw;

    Service(World world, Map<String, ObjectDescribe> describes) {
        this.world = world;
        this.describes = describes;
        this.draw = world.draw("Case");
    }

    private Columns columns(Kind kind) {
        return new Columns(describes.get(kind.object()));
    }

    /** The contact of a case; none for one case in nine. */
    private long contact(long row) {
        return row % 9 == 4 ? -1 : draw.below(row, world.size(Kind.CONTACT));
    }

    private static boolean closed(long row) {
        return row % 5 == 1 || row % 5 == 3;
    }

    private long created(long row) {
        return world.created(draw, row);
    }

    GeneratedTable cases() {
        long size = world.size(Kind.CASE);
        Columns columns = world.audited(columns(Kind.CASE), Kind.CASE, this::created).set("OwnerId",
                world::userOrQueue);
        columns.set("CaseNumber", Service::number).set("ParentId", row -> parent(row, size));
        columns.set("ContactId",
                row -> row % 73 == 10
                        ? Kind.CONTACT.absentId(row)
                        : contact(row) < 0 ? null : Kind.CONTACT.id(contact(row)));
        columns.set("AccountId",
                row -> contact(row) < 0 ? Kind.ACCOUNT.id(row / 5) : People.accountOfContact(contact(row)));
        columns.set("Subject", row -> row % 83 == 2 ? null : Words.sentence(draw, row)).set("Description",
                row -> Words.text(draw, row));
        columns.set("Status",
                row -> closed(row)
                        ? "Closed"
                        : row % 61 == 0 ? "Awaiting Legal" : draw.pick(row, "New", "Working", "On Hold", "Escalated"));
        columns.flag("IsClosed", Service::closed).flag("IsEscalated", row -> row % 20 == 7);
        columns.set("ClosedDate",
                row -> closed(row) ? Moments.instant(created(row) + draw.below(row, 30 * Moments.DAY)) : null);
        classification(columns, draw);
        CustomFields.add(columns, Kind.CASE, world);
        return columns.table(Kind.CASE, size);
    }

    private static void classification(Columns columns, Draw draw) {
        columns.set("Priority", row -> row % 47 == 3 ? "Critical!" : draw.pick(row + 2, "High", "Medium", "Low"));
        columns.set("Origin", row -> draw.pick(row + 3, "Phone", "Email", "Web"));
        columns.set("Type",
                row -> draw.percent(row, 60) ? draw.pick(row, "Question", "Problem", "Feature Request") : null);
        columns.set("Reason",
                row -> draw.percent(row, 30) ? draw.pick(row, "Installation", "Performance", "Other") : null);
        columns.set("SuppliedEmail", row -> row % 10 == 6 ? "anyone" + row + "@mail.example" : null);
        columns.set("SuppliedName", row -> row % 10 == 6 ? draw.pick(row, Words.FIRST) : null);
    }

    private static String number(long row) {
        String digits = String.valueOf(1000 + row);
        return "0".repeat(Math.max(0, 8 - digits.length())) + digits;
    }

    /** Cases 40 and 41 are each other's parent; 50, 51 and 52 make a ring of three. */
    private static String parent(long row, long size) {
        if (size > 52 && (row == 40 || row == 41)) {
            return Kind.CASE.id(81 - row);
        }
        if (size > 52 && row >= 50 && row <= 52) {
            return Kind.CASE.id(row == 52 ? 50 : row + 1);
        }
        if (row % 109 == 21) {
            return Kind.CASE.absentId(row);
        }
        return row % 17 == 4 ? Kind.CASE.id(row - 3) : null;
    }

    /** Two comments a case; in every third case the later record is the earlier comment, in every eleventh both are of one second. */
    private long commented(long row) {
        long thread = row / 2;
        boolean second = row % 2 == 1 ^ thread % 3 == 0;
        return created(thread) + (second && thread % 11 != 5 ? 3 : 1) * Moments.HOUR;
    }

    GeneratedTable comments() {
        Draw words = world.draw("CaseComment");
        Columns columns = world.audited(columns(Kind.COMMENT), Kind.COMMENT, this::commented);
        columns.set("ParentId", row -> row % 101 == 44 ? Kind.CASE.absentId(row) : Kind.CASE.id(row / 2));
        columns.flag("IsPublished", row -> row % 3 != 1);
        columns.set("CommentBody", row -> row % 127 == 5
                ? null
                : row % 199 == 8
                        ? "a\u0000b"
                        : Words.sentence(words, row) + (row % 4 == 2 ? "\n\n-- \nRegards, \"Support\" 🙂" : ""));
        return columns.table(Kind.COMMENT, world.size(Kind.COMMENT));
    }

    /** Three e-mails to five cases. */
    private static long caseOfEmail(long row) {
        return row * 5 / 3;
    }

    /** Between the two comments, or in the same second as the first. */
    private long mailed(long row) {
        long thread = caseOfEmail(row);
        return created(thread) + (thread % 7 == 2 ? 1 : 2) * Moments.HOUR;
    }

    GeneratedTable emails() {
        Draw words = world.draw("EmailMessage");
        Columns columns = world.audited(columns(Kind.EMAIL), Kind.EMAIL, this::mailed);
        columns.set("ParentId",
                row -> row % 13 == 12
                        ? null
                        : row % 97 == 40 ? Kind.CASE.absentId(row) : Kind.CASE.id(caseOfEmail(row)));
        columns.set("RelatedToId",
                row -> row % 13 == 12
                        ? Kind.ACCOUNT.id(row / 3)
                        : row % 97 == 40 ? Kind.CASE.absentId(row) : Kind.CASE.id(caseOfEmail(row)));
        message(columns, words);
        columns.set("MessageIdentifier", row -> "<" + row + "@mail.example>");
        columns.set("ReplyToEmailMessageId", row -> row % 8 == 5 ? Kind.EMAIL.id(row - 1) : null);
        columns.set("ActivityId", row -> row % 14 == 9 ? Kind.TASK.id(row) : null);
        return columns.table(Kind.EMAIL, world.size(Kind.EMAIL));
    }

    private void message(Columns columns, Draw words) {
        columns.set("Subject", row -> "Re: " + Words.sentence(words, row)).set("TextBody",
                row -> Words.text(words, row));
        columns.set("HtmlBody",
                row -> row % 3 == 0 ? "<html><body><p>" + Words.sentence(words, row) + "</p></body></html>" : null);
        columns.set("FromAddress", row -> "person" + row + "@mail.example").set("FromName",
                row -> words.pick(row, Words.FIRST));
        columns.set("ToAddress",
                row -> row % 4 == 0 ? "support@example.com; second@example.com" : "support@example.com");
        columns.set("CcAddress", row -> row % 6 == 1 ? "boss@example.com" : null).flag("Incoming", row -> row % 2 == 0);
        columns.set("Status", row -> String.valueOf(words.below(row, 5))).set("MessageDate",
                row -> Moments.instant(mailed(row)));
        columns.flag("HasAttachment", row -> row % 10 == 3).flag("IsExternallyVisible", row -> row % 2 == 0);
    }
}
