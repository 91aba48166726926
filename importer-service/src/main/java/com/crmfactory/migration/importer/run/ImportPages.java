package com.crmfactory.migration.importer.run;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import com.crmfactory.migration.messaging.Inbox;
import com.crmfactory.migration.model.message.ImportPage;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes pages, whichever replica announced them, and imports them on a worker thread. */
@ApplicationScoped
class ImportPages {
    private static final Map<String, Class<? extends ImportPage>> TYPES = Map.of("import_page", ImportPage.class);

    private final Inbox inbox;
    private final PageImport pageImport;

    ImportPages(Inbox inbox, PageImport pageImport) {
        this.inbox = inbox;
        this.pageImport = pageImport;
    }

    @Incoming("import-pages")
    @Blocking(value = "import-pages", ordered = false)
    Uni<Void> on(Message<String> message) {
        return inbox.handle(message, TYPES, page -> Uni.createFrom().voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool()).invoke(() -> pageImport.run(page)));
    }
}
