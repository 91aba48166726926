package com.crmfactory.migration.importer.run;

import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.crmfactory.migration.importer.load.CaseThreads;
import com.crmfactory.migration.importer.load.CustomFieldDefinitions;
import com.crmfactory.migration.importer.load.CustomObjects;
import com.crmfactory.migration.importer.load.Duplicates;
import com.crmfactory.migration.importer.load.GoneRows;
import com.crmfactory.migration.importer.load.LinkStep;
import com.crmfactory.migration.importer.load.Loads;
import com.crmfactory.migration.importer.load.Merges;
import com.crmfactory.migration.importer.load.OwnerLinks;
import com.crmfactory.migration.importer.load.PersonContacts;
import com.crmfactory.migration.importer.load.Settlement;
import com.crmfactory.migration.importer.load.StandardPrices;
import com.crmfactory.migration.messaging.KeyRing;
import com.crmfactory.migration.messaging.TokenSealing;
import com.crmfactory.migration.salesforce.ClientSettings;
import com.crmfactory.migration.salesforce.HostPolicy;
import com.crmfactory.migration.salesforce.SalesforceClient;

import io.agroal.api.AgroalDataSource;
import io.vertx.mutiny.sqlclient.Pool;

/** Puts together the parts that know nothing of CDI. */
@ApplicationScoped
class Parts {

    @Produces
    @Singleton
    SalesforceClient salesforceClient(ImporterConfig config) {
        return new SalesforceClient(ClientSettings.defaults(
                config.salesforce().allowLoopback() ? HostPolicy.withLoopback() : HostPolicy.salesforceOnly()));
    }

    void close(@Disposes SalesforceClient client) {
        client.close();
    }

    @Produces
    @Singleton
    TokenSealing transportSealing(@ConfigProperty(name = "transport.key.file") Path file) {
        return new TokenSealing(KeyRing.load(file));
    }

    @Produces
    @Singleton
    Loads loads(Pool pool, AgroalDataSource database, ImporterConfig config) {
        return new Loads(pool, database, config.copy(), config.keysByBatch());
    }

    @Produces
    @Singleton
    LinkStep linkStep(Pool pool) {
        return new LinkStep(pool);
    }

    @Produces
    @Singleton
    Settlement settlement(Pool pool, Loads loads) {
        return new Settlement(pool, loads);
    }

    @Produces
    @Singleton
    PersonContacts personContacts(Pool pool) {
        return new PersonContacts(pool);
    }

    @Produces
    @Singleton
    Merges merges(Pool pool) {
        return new Merges(pool);
    }

    @Produces
    @Singleton
    Duplicates duplicates(Pool pool) {
        return new Duplicates(pool);
    }

    @Produces
    @Singleton
    OwnerLinks ownerLinks(Pool pool) {
        return new OwnerLinks(pool);
    }

    @Produces
    @Singleton
    CaseThreads caseThreads(Pool pool) {
        return new CaseThreads(pool);
    }

    @Produces
    @Singleton
    StandardPrices standardPrices(Pool pool) {
        return new StandardPrices(pool);
    }

    @Produces
    @Singleton
    GoneRows goneRows(Pool pool) {
        return new GoneRows(pool);
    }

    @Produces
    @Singleton
    CustomObjects customObjects(Pool pool) {
        return new CustomObjects(pool);
    }

    @Produces
    @Singleton
    CustomFieldDefinitions customFieldDefinitions(Pool pool) {
        return new CustomFieldDefinitions(pool);
    }
}
