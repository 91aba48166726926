package com.crmfactory.migration.gateway.problem;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

/** Which methods an address takes, as the resources declare it; the framework only knows that it is another one. */
@ApplicationScoped
class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    /** The more of an address is written out, the earlier. */
    private final List<Address> addresses = new ArrayList<>();

    private record Address(Pattern pattern, int parameters, Set<String> methods) {
    }

    AllowedMethods(BeanContainer beans) {
        Map<String, Set<String>> methods = new TreeMap<>();
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream().map(Bean::getBeanClass).distinct()
                .filter(type -> !type.isInterface() && type.isAnnotationPresent(Path.class))
                .forEach(type -> collect(type, methods));
        methods.forEach((path, of) -> addresses.add(new Address(pattern(path),
                (int) PARAMETER.matcher(path).results().count(), of)));
        addresses.sort(Comparator.comparingInt(Address::parameters));
    }

    private static void collect(Class<?> type, Map<String, Set<String>> methods) {
        for (var method : type.getMethods()) {
            Path path = method.getAnnotation(Path.class);
            String whole = type.getAnnotation(Path.class).value() + (path == null ? "" : path.value());
            Stream.of(method.getAnnotations()).map(Annotation::annotationType)
                    .map(annotation -> annotation.getAnnotation(HttpMethod.class)).filter(one -> one != null)
                    .forEach(one -> methods.computeIfAbsent(whole, key -> new TreeSet<>(Set.of(HttpMethod.OPTIONS)))
                            .addAll(HttpMethod.GET.equals(one.value())
                                    ? Set.of(HttpMethod.GET, HttpMethod.HEAD)
                                    : Set.of(one.value())));
        }
    }

    /** A slash at the end makes no difference. */
    private static Pattern pattern(String path) {
        return Pattern.compile(Stream.of(PARAMETER.split(path.replaceFirst("/$", ""), -1)).map(Pattern::quote)
                .collect(Collectors.joining("[^/]+")) + "/?");
    }

    /** In the form of the header Allow; empty if there is nothing at the address. */
    String of(String path) {
        return addresses.stream().filter(address -> address.pattern().matcher(path).matches()).findFirst()
                .map(address -> String.join(", ", address.methods())).orElse("");
    }
}
