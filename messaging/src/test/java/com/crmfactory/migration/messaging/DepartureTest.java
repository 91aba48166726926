package com.crmfactory.migration.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;

class DepartureTest {
    private final Departure departure = new Departure();

    @Test
    void nothingThatIsScheduledBeginsAfterIt() {
        assertThat(departure.test(null)).isFalse();
        departure.note(new ShutdownEvent());
        assertThat(departure.test(null)).isTrue();
    }

    @Test
    void theOutboxIsNotLookedAtAfterIt() throws NoSuchMethodException {
        assertThat(OutboxRelay.class.getDeclaredMethod("lookAgain").getAnnotation(Scheduled.class).skipExecutionIf())
                .isEqualTo(Departure.class);
    }
}
