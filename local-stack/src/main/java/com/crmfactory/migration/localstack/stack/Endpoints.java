package com.crmfactory.migration.localstack.stack;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where the parts of a running stack are: the content of {@code endpoints.json}. URLs have no slash at the end.
 *
 * @param gateway
 *            the first replica
 * @param gateways
 *            all replicas
 * @param analyzer
 *            the analyzer
 * @param importer
 *            the first replica
 * @param importers
 *            all replicas
 * @param simulator
 *            null when the source is a real Salesforce
 * @param simulatorAccessToken
 *            the token that the simulator accepts, null without it
 * @param kafka
 *            bootstrap servers
 * @param postgres
 *            how to reach the database
 * @param pids
 *            process ids by role, in the order of the replicas
 */
public record Endpoints(String gateway, List<String> gateways, String analyzer, String importer, List<String> importers,
        String simulator, @JsonProperty("simulator_access_token") String simulatorAccessToken, String kafka,
        Database postgres, Map<String, List<Long>> pids) {

    /** How to reach the database. */
    public record Database(String host, int port, String database, String user, String password) {
        @Override
        public String toString() {
            return "Database[" + user + "@" + host + ":" + port + "/" + database + "]";
        }
    }

    @Override
    public String toString() {
        return "Endpoints[gateways=" + gateways + ", kafka=" + kafka + ", postgres=" + postgres + ", pids=" + pids
                + "]";
    }
}
