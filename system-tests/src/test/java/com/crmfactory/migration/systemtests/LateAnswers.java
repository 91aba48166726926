package com.crmfactory.migration.systemtests;

/**
 * Answers of the org that come late, so that a kill hits work that is not done on a machine of any speed. Whoever is
 * killed does not wait for them: asked again, the org answers at once.
 */
final class LateAnswers {

    /** As many as the analyzer asks for at once: with all of them late, nothing moves. */
    static final int DESCRIBES = 4;
    /** The analyzer describes the organization itself too; one more for whatever else it wants to know. */
    private static final int DESCRIBES_OF_OTHERS = 2;
    /** Longer than a gateway takes to come back, and short of the 30 s after which a page counts as abandoned. */
    private static final int CUT_SHORT_MILLIS = 20_000;
    /** What stays alive waits for the whole of it. */
    private static final int SAT_OUT_MILLIS = 10_000;

    private LateAnswers() {
    }

    /** Describes are late from where that many objects, and hardly more, can be analyzed. */
    static String describes(int objects) {
        return """
               {"match": {"method": "GET", "pathRegex": "/describe$"}, "fault": "delay",
                "delayMs": %d, "after": %d, "times": %d}"""
                .formatted(CUT_SHORT_MILLIS, objects + DESCRIBES_OF_OTHERS, DESCRIBES);
    }

    /** The page after those that are in when somebody is killed; it names the next one, so none is read before it. */
    static String page(Kills.Kill kill) {
        return """
               {"match": {"method": "GET", "pathRegex": "/results", "object": "%s"}, "fault": "delay",
                "delayMs": %d, "after": %d, "times": 1}"""
                .formatted(kill.object().sfName(), switch (kill.victim()) {
                    case IMPORTER -> CUT_SHORT_MILLIS;
                    case GATEWAY -> SAT_OUT_MILLIS;
                }, kill.pages());
    }
}
