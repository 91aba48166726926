package com.crmfactory.migration.gateway.migration;

import java.time.Instant;

/**
 * A run that waits.
 *
 * @param resumeAt
 *            when it goes on by itself; null if somebody has to resume it
 */
public record Pause(PauseReason reason, Instant resumeAt) {
}
