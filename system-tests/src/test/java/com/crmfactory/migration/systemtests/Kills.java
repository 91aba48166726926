package com.crmfactory.migration.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When the services are killed in a migration of the generated org. The same seed always means the same moments, and a
 * moment is something that happened, not a time: it is the same one on a machine of any speed.
 *
 * @param objectsAnalyzed
 *            the analyzer dies when so many objects are told
 * @param duringRun
 *            the importer and the gateway, in the order in which they die
 */
record Kills(long seed, int objectsAnalyzed, List<Kill> duringRun) {

    static final String PROPERTY = "kills.seed";
    private static final long DEFAULT_SEED = 20_261_128;

    /** Whoever dies in the middle of a run. */
    enum Victim {
        IMPORTER, GATEWAY
    }

    /**
     * Dies when that many pages of an object are imported, and the next one is on its way.
     *
     * @param pages
     *            at least one, and not all
     */
    record Kill(Victim victim, PagedObject object, int pages) {

        private static Kill drawn(Victim victim, PagedObject object, FirstMigration first, SplittableRandom random) {
            return new Kill(victim, object, 1 + random.nextInt(object.pages(first) - 1));
        }

        @Override
        public String toString() {
            return victim + " after " + pages + " page(s) of " + object;
        }
    }

    /** Those of {@code -Dkills.seed=N}, else the ones that every build tries. */
    static Kills wanted(FirstMigration first) {
        return of(Long.getLong(PROPERTY, DEFAULT_SEED), first);
    }

    /** @param first knows how many objects and records there are to draw from */
    private static Kills of(long seed, FirstMigration first) {
        SplittableRandom random = new SplittableRandom(seed);
        int analyzed = 1 + random.nextInt(first.report().path("objects").size() - LateAnswers.DESCRIBES);
        // Two objects that are not at work at the same time, so that the second kill finds nobody still missing.
        List<PagedObject> objects = new ArrayList<>(List.of(PagedObject.values()));
        objects.remove(random.nextInt(objects.size()));
        int importer = random.nextInt(objects.size());
        List<Kill> kills = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            kills.add(Kill.drawn(i == importer ? Victim.IMPORTER : Victim.GATEWAY, objects.get(i), first, random));
        }
        return new Kills(seed, analyzed, List.copyOf(kills));
    }

    @Override
    public String toString() {
        return "-D" + PROPERTY + "=" + seed + ": ANALYZER after " + objectsAnalyzed + " object(s), " + duringRun;
    }
}
