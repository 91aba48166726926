package com.crmfactory.migration.gateway.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.view.PageView;
import com.crmfactory.migration.model.MigrationStatus;
import com.github.f4b6a3.ulid.Ulid;

/**
 * Which part of a list is wanted.
 *
 * @param after
 *            id of the last entry of the page before; empty for the first page
 * @param limit
 *            1–200
 */
record Paging(Optional<String> after, int limit) {
    private static final int DEFAULT = 50;
    private static final int LARGEST = 200;

    /**
     * @param prefix
     *            with which the ids of the list begin
     */
    static Paging of(String cursor, String limit, String prefix) {
        return new Paging(Optional.ofNullable(cursor).map(text -> decode(text, prefix)), limit(limit));
    }

    static int limit(String text) {
        if (text == null) {
            return DEFAULT;
        }
        int limit = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LARGEST) {
            throw Refusal.malformed("limit has to be a number from 1 to " + LARGEST + ".");
        }
        return limit;
    }

    static Optional<MigrationStatus> status(String text) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(MigrationStatus.values()).filter(status -> status.wire().equals(text)).findFirst()
                .orElseThrow(() -> Refusal.malformed("status has to be one of "
                        + String.join(", ", Stream.of(MigrationStatus.values()).map(MigrationStatus::wire).toList())
                                .toLowerCase(Locale.ROOT)
                        + ".")));
    }

    /** {@code found} holds one entry more than the limit if there is another page. */
    <T> PageView<T> page(List<T> found, Function<T, String> id) {
        boolean more = found.size() > limit;
        List<T> data = more ? found.subList(0, limit) : found;
        return new PageView<>(data, more ? encode(id.apply(data.get(data.size() - 1))) : null, more);
    }

    private static String encode(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor, String prefix) {
        try {
            String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (id.startsWith(prefix) && Ulid.isValid(id.substring(prefix.length()))) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // No Base64: refused below like any other text that is none of our cursors.
        }
        throw Refusal.malformed("cursor is not one that this list gave out.");
    }
}
