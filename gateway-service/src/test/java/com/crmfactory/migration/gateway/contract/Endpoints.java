package com.crmfactory.migration.gateway.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** All resource methods of the gateway, as its classes declare them: a new one is in this list by itself. */
public final class Endpoints {
    private Endpoints() {
    }

    /**
     * One method.
     *
     * @param roles
     *            empty if it is public or nothing is declared
     * @param produces
     *            the media types that it declares itself
     */
    public record Endpoint(String method, String path, Set<String> roles, boolean isPublic, Set<String> produces,
            Method declaration) {
    }

    public static List<Endpoint> all() {
        return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("com.crmfactory.migration.gateway").stream()
                .filter(type -> type.isAnnotatedWith(Path.class) && !type.isInterface()).map(JavaClass::reflect)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()).flatMap(method -> endpoint(type, method)))
                .toList();
    }

    private static Stream<Endpoint> endpoint(Class<?> type, Method method) {
        return Stream.of(method.getAnnotations()).map(Annotation::annotationType)
                .filter(annotation -> annotation.isAnnotationPresent(HttpMethod.class)).map(annotation -> {
                    Path path = method.getAnnotation(Path.class);
                    RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
                    Produces produces = method.getAnnotation(Produces.class);
                    return new Endpoint(annotation.getAnnotation(HttpMethod.class).value(),
                            type.getAnnotation(Path.class).value() + (path == null ? "" : path.value()),
                            roles == null ? Set.of() : Set.of(roles.value()),
                            method.isAnnotationPresent(PermitAll.class),
                            produces == null ? Set.of() : Set.of(produces.value()), method);
                });
    }
}
